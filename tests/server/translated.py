"""The pages in Russian and Kazakh, as a server that was started has them."""

from __future__ import annotations

from pathlib import Path

from django.conf import LazySettings

from saylau.server.texts import compile_texts


def translate_pages(settings: LazySettings, folder: Path) -> None:
    """Compile the bundled catalogues into a folder and have the pages use them for one test."""
    compile_texts(settings.HERE / "locale", folder)
    settings.LOCALE_PATHS = [folder]
