"""Starts csops from a checkout: the window, or the command line when arguments follow."""

import sys

from csops.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
