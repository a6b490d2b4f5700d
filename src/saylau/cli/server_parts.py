"""Loading the team server, which is installed only where it is wanted."""

from __future__ import annotations

import importlib
from types import ModuleType

from saylau.errors import WrongUse


def server_module(name: str) -> ModuleType:
    """A module of the server. Raises `WrongUse` where its packages are missing."""
    try:
        return importlib.import_module(f"saylau.server.{name}")
    except ModuleNotFoundError as missing:
        raise WrongUse(
            f"the server is not installed ({missing.name} is missing); start it with ./run serve, or install "
            "saylau[server]"
        ) from None
