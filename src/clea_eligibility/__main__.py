"""``python -m clea_eligibility``: the command line."""

import sys

from clea_eligibility.cli import main

if __name__ == "__main__":
    sys.exit(main())
