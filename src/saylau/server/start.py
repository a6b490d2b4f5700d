"""Before Django is loaded: the data folder, the key, and the settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.conf import settings

from saylau.errors import WrongUse
from saylau.server import environment
from saylau.server.keys import keep_secret_key


def load() -> None:
    """Load Django with the server's settings, the data folder made before."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saylau.server.settings")
    folder = environment.data_folder()
    make_folder(folder)
    settings.SECRET_KEY  # noqa: B018 - the settings are read here, so that a wrong one is told now
    keep_secret_key(folder, settings.SECRET_KEY)
    django.setup()


def make_folder(folder: Path) -> None:
    """The data folder, for this user only. Raises `WrongUse` where it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as refused:
        raise WrongUse(
            f"the data folder {folder} cannot be made ({refused.strerror}); name another in SAYLAU_DATA"
        ) from None


def say(text: str) -> None:
    """One line for whoever started the server."""
    print(text, file=sys.stderr, flush=True)


def tell(text: str) -> None:
    """One line of what was asked for."""
    print(text, flush=True)
