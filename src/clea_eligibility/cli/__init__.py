"""The command line: decide, plan, ask about or list the papers of a dossier, decide files, print rules and schemas.

Exit codes: 0 eligible, or done; 3 ineligible; 4 undetermined; 2 bad input or bad usage, with every problem on
standard error and no decision on standard output. Of several dossiers, 3 counts before 4, and 4 before 0.
"""

import sys
from collections.abc import Sequence

from clea_eligibility.cli import _words as words
from clea_eligibility.cli._arguments import language_of, parser
from clea_eligibility.cli._terminal import (
    BAD_INPUT,
    INTERRUPTED,
    CannotWriteError,
    Fault,
    RefusedError,
    problems_as_json,
    say,
    tell,
)
from clea_eligibility.errors import CleaError
from clea_eligibility.text import Text

__all__ = ["main"]


_HELP = frozenset({"-h", "--help"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that ``argv`` gives, and return its exit code.

    Without ``argv``, run the one that the process was started with, and exit.
    """
    if argv is None:
        sys.exit(main(sys.argv[1:]))
    lang, is_json = language_of(argv), "--json" in argv  # whose messages are English, as everywhere
    try:
        try:
            arguments = parser("en" if is_json and _HELP.isdisjoint(argv) else lang, argv).parse_args(argv)
        except SystemExit:  # argparse has helped
            return 0
        code: int = arguments.run(arguments)
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except RefusedError as refused:
        faults = refused.faults
    except CannotWriteError as error:
        say(lang, words.CANNOT_WRITE.filled(why=error.why).say(lang))
        return BAD_INPUT
    except CleaError as error:
        faults = (Fault("not_usable", Text(error.text("fr"), error.text("en"))),)
    if is_json:
        tell(f"{problems_as_json(faults)}\n")
    else:
        for fault in faults:
            fault.say(lang)
    return BAD_INPUT
