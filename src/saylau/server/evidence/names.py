"""Names of files as they came, made harmless: shown with what cannot be seen written out, never used as a path."""

from __future__ import annotations

import unicodedata

LONGEST = 300
"""Characters of a name that are kept."""
LONGEST_SAVED = 120
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "clock$"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
"""Names that Windows keeps for devices, whatever ending they have."""
_NEVER_SAVED = frozenset('<>:"/\\|?*')


def visible(text: str, keep: str = "") -> str:
    """A text in which each character that cannot be seen, or turns the direction of writing, is written as its number.

    Characters in `keep` stay as they are.
    """
    return "".join(sign if sign in keep or sign.isprintable() else _number(sign) for sign in text)


def _number(sign: str) -> str:
    return f"\\u{ord(sign):04x}"


def kept_name(name: str) -> str:
    """The name under which a file came, as it is kept and shown: at most `LONGEST` characters."""
    found = visible(unicodedata.normalize("NFC", name))
    return found if len(found) <= LONGEST else found[: LONGEST - 1] + "…"


def saved_name(name: str, media_type: str = "") -> str:
    """A name under which a browser may save a file on any system: no folders, no devices, no signs that act."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign if sign.isprintable() and sign not in _NEVER_SAVED else "_" for sign in last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 12:
        stem, ending = plain, ""
    if stem.split(".")[0].strip().lower() in _RESERVED or not stem:
        stem = f"file_{stem}".rstrip("_")
    stem = stem[:LONGEST_SAVED]
    return f"{stem}.{ending}" if ending else stem
