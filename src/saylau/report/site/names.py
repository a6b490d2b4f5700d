"""Names of files of the site: derived from ids alone, so that an address stays as long as the id does."""

from __future__ import annotations

import hashlib
import re

_LONGEST = 120
"""Signs of a name before its ending; a path of Windows holds 260 in all."""
_UNSAFE = re.compile(r"[^a-z0-9._:-]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)")
"""Names that Windows keeps for devices, with whatever ending."""


def file_name(name: str) -> str:
    """The name of a thing as that of a file, the same on every system, and another for every other thing.

    A colon becomes `=`; every sign that is not a small Latin letter, a digit, a point, a hyphen or an underscore
    becomes its bytes in hexadecimal after a tilde, capitals too, since some systems do not tell them from small
    letters. A name that would be too long ends in `~~` and its hash.
    """
    safe = _UNSAFE.sub(_escaped, name).replace(":", "=")
    if _RESERVED.match(safe) or safe.startswith((".", "-")):
        safe = f"~{ord(safe[0]):02x}{safe[1:]}"
    if len(safe) > _LONGEST:
        safe = f"{safe[:80]}~~{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    return safe


def _escaped(sign: re.Match[str]) -> str:
    return "".join(f"~{byte:02x}" for byte in sign[0].encode())


def page_address(kind: str, name: str) -> str:
    """Where the page of a thing stands in the site of a language."""
    return f"{kind}/{file_name(name)}.html"


def way(start: str, end: str) -> str:
    """The relative address of one file of the site from another; folders are one deep."""
    return f"../{end}" if "/" in start else end
