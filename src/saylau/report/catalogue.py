"""Catalogues: gettext files that lead from the English templates to those of a language.

A bundled catalogue stands in `saylau/locales/<language>/saylau.po`; a user adds one by a folder of the same form, named
in the environment variable SAYLAU_LOCALES. Catalogues are compiled once into the cache, under the hash of their text.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import os
import re
import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from saylau.errors import WrongUse
from saylau.report.cache import cached

BUNDLED = Path(__file__).parent.parent / "locales"
FOLDERS = "SAYLAU_LOCALES"
"""Environment variable that names folders of further locales, parted as paths are."""
FILE = "saylau.po"
SIGNED_BY = "X-Native-Editor"
"""Header of a catalogue that names the native editor who signed it."""


def _folders() -> tuple[Path, ...]:
    named = os.environ.get(FOLDERS, "")
    return (*(Path(part) for part in named.split(os.pathsep) if part), BUNDLED)


def catalogue_file(language: str) -> Path | None:
    """The catalogue of a language: a user's before a bundled one; None for a language without one."""
    found = (folder / language / FILE for folder in _folders())
    return next((path for path in found if path.is_file()), None)


def languages() -> tuple[str, ...]:
    """English, which is the language of the templates, and every language with a catalogue."""
    found = {path.parent.name for folder in _folders() for path in sorted(folder.glob(f"*/{FILE}"))}
    return ("en", *sorted(found - {"en"}))


def known_language(language: str) -> str:
    """The language. Raises `WrongUse` for one that no catalogue knows."""
    if language not in languages():
        raise WrongUse(
            f"no catalogue for language {language!r}; languages are {', '.join(languages())}; "
            "`saylau catalogue` makes one to translate"
        )
    return language


@cache
def _read(path: Path, digest: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(cached(f"catalogue-{digest}.mo", lambda: _compiled(path))))


def _compiled(path: Path) -> bytes:
    """The catalogue in the binary form of gettext. Raises `WrongUse` where the file cannot be read."""
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise WrongUse(f"{path}: not a catalogue that can be read: {error}") from None
    for message in catalogue:
        if message.id and message.string and _places(message.id) != _places(message.string):
            raise WrongUse(
                f"{path}, line {message.lineno}: the translation of {message.id!r} has other places in braces than the "
                "text itself; write the same ones"
            )
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()


def _places(text: object) -> set[str | None]:
    try:
        return {place for _, place, _, _ in string.Formatter().parse(str(text))} - {None}
    except ValueError:
        return {str(text)}


def _translations(language: str) -> gettext.GNUTranslations | None:
    path = catalogue_file(language)
    if path is None:
        return None
    return _read(path, hashlib.sha256(path.read_bytes()).hexdigest()[:32])


@cache
def catalogue_of(language: str) -> Mapping[str, str]:
    """English template to the template in a language; empty for a language without a catalogue."""
    found = _translations(language)
    entries: dict[object, str] = getattr(found, "_catalog", {}) if found else {}
    return MappingProxyType({key: text for key, text in entries.items() if isinstance(key, str) and key and text})


def _head(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").partition("\n\n")[0]


def signed_by(language: str) -> str:
    """The native editor who signed a catalogue; empty where none did. English needs none."""
    path = catalogue_file(language)
    found = re.search(rf'"{SIGNED_BY}: *(.*?) *\\n"', _head(path)) if path else None
    return found[1] if found else ""
