"""``python -m clea_eligibility``: the command line."""

import os
import signal
import sys

INTERRUPTED = 128 + signal.SIGINT


def main() -> None:
    """Run the command that the process was started with, and exit.

    While it starts, there is nothing to tidy up, and what is being imported may take an exception for something else:
    an interruption ends it at once.
    """
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from clea_eligibility.cli import main as run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
