"""The six faces that every format uses, in a folder of their own, and the user's cache in which it stands.

The font packages hold each face as TTF and as OTF. With both in reach, which of them is used depends on the order of
the file system, and so would the bytes of a report. The folder made here holds one file a face and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro

_STYLES = ("", "Semibold", "Bold")


def face_files() -> tuple[Path, ...]:
    """Regular, semibold and bold of both families as their packages hold them: Sans first."""
    families = (
        (font_source_sans_pro.font_files_ttf, "SourceSansPro"),
        (font_source_serif_pro.font_files_ttf, "SourceSerifPro"),
    )
    return tuple(Path(files[family + style]) for files, family in families for style in _STYLES)


@cache
def fonts_digest() -> str:
    """SHA-256 over names and bytes of the six faces: what else depends on them carries it in its key."""
    whole = hashlib.sha256()
    for path in face_files():
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def cache_folder() -> Path:
    """Where finished things are kept between runs; deleting it costs time and changes no byte of any report.

    `SAYLAU_CACHE` names it; without that it is the folder `saylau` in the user's cache of the platform. Where that
    cannot be written, a folder of this process alone takes its place and goes with it.
    """
    folder = _wanted_cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(_own_folder().name)


def _wanted_cache() -> Path:
    if named := os.environ.get("SAYLAU_CACHE"):
        return Path(named).absolute()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "saylau" / "cache" if local else Path(_own_folder().name)
    if sys.platform == "darwin":
        return Path(os.path.expanduser("~/Library/Caches/saylau"))
    given = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG base directory specification: a relative path is to be ignored.
    return Path(given if os.path.isabs(given) else os.path.expanduser("~/.cache")) / "saylau"


@cache
def _own_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder of this process, removed when it ends."""
    return tempfile.TemporaryDirectory(prefix="saylau-")


def font_folder() -> Path:
    """The folder that holds the six TTF files and nothing else, made on first use and compared byte for byte.

    Its name carries the digest of the fonts, so a folder that is in use is never changed. Two processes may make it at
    once: each fills a folder of its own and moves it into place whole; the one that comes second uses the first's.
    """
    folder = cache_folder() / f"fonts-{fonts_digest()[:16]}"
    if _holds_the_faces(folder):
        return folder
    filled = Path(tempfile.mkdtemp(prefix="fonts-", dir=folder.parent))
    for path in face_files():
        shutil.copyfile(path, filled / path.name)
    _move_into_place(filled, folder)
    if _holds_the_faces(folder):
        shutil.rmtree(filled, ignore_errors=True)
        return folder
    return filled


def _move_into_place(filled: Path, folder: Path) -> None:
    """Rename the filled folder; a damaged one in its place is set aside first. Whoever loses the race loses quietly."""
    try:
        if folder.exists() and not _holds_the_faces(folder):
            aside = tempfile.mkdtemp(prefix="damaged-", dir=folder.parent)
            os.rename(folder, os.path.join(aside, folder.name))
            shutil.rmtree(aside, ignore_errors=True)
        os.rename(filled, folder)
    except OSError:
        return


def _holds_the_faces(folder: Path) -> bool:
    files = face_files()
    try:
        if sorted(entry.name for entry in folder.iterdir()) != sorted(path.name for path in files):
            return False
        return all((folder / path.name).read_bytes() == path.read_bytes() for path in files)
    except OSError:
        return False
