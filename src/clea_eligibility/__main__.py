"""``python -m clea_eligibility``: the command line."""

import gc
import os
import signal
import sys

_INTERRUPTED = 128 + signal.SIGINT


def main() -> None:
    """Run the command that the process was started with, and exit.

    While it starts, there is nothing to tidy up, and what is being imported may take an exception for something else:
    an interruption ends it at once.
    """
    gc.set_threshold(100_000)  # most of what a command makes stays until it ends: it is no garbage
    before = signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    try:
        from clea_eligibility.cli import main as run

        sys.exit(run(sys.argv[1:]))
    finally:
        gc.freeze()  # what is left goes with the process, which need not look through it
        signal.signal(signal.SIGINT, before)


if __name__ == "__main__":
    main()
