"""``python -m clea_eligibility``: the command line."""

from clea_eligibility.cli import main

if __name__ == "__main__":
    main()
