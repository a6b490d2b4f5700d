"""Bring the catalogues of the pages up to date: settings first, then whatever needs them."""

import importlib
import sys

from saylau.server import start

if __name__ == "__main__":
    start.load()
    sys.exit(importlib.import_module("saylau.server.catalogue").main())
