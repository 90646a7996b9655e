"""Starts boapp from a checkout: `python main.py` is what `boapp` is once installed."""

import sys

from boapp.app import main

if __name__ == "__main__":
    sys.exit(main())
