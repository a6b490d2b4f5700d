"""`python -m saylau`."""

import sys

from saylau.cli import main

if __name__ == "__main__":
    sys.exit(main())
