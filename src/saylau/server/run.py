"""What `saylau serve` does: settings first, then whatever needs them."""

from __future__ import annotations

import importlib
from typing import cast

from saylau.server import start


def serve() -> int:
    """Start the server and stay until it is stopped."""
    start.load()
    return cast("int", importlib.import_module("saylau.server.serving").run())


def check() -> int:
    """Look the installation over."""
    start.load()
    return cast("int", importlib.import_module("saylau.server.checks").run())
