"""Finding a case by path or by the name of one that comes with saylau."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from saylau import bundled
from saylau.errors import NotFound
from saylau.records.case import Case
from saylau.records.folder import read_folder
from saylau.records.package import read_package
from saylau.records.settings import CASE_FILE
from saylau.records.workbook import read_workbook


def _bundled() -> Path:
    return Path(str(files(bundled)))


def bundled_names() -> tuple[str, ...]:
    """Names of the cases that come with saylau."""
    found = (child.name for child in _bundled().iterdir() if (child / CASE_FILE).is_file())
    return tuple(sorted(name.replace("_", "-") for name in found))


def find_case(name: str) -> Path:
    """The folder or file of a case: a path that exists, or the name of a bundled case. Raises `NotFound`."""
    path = Path(name)
    if path.exists():
        return path
    if name in bundled_names():
        return _bundled() / name.replace("-", "_")
    known = ", ".join(bundled_names()) or "none"
    raise NotFound(f"no case {name!r}: it is neither a path nor a case that comes with saylau (these are: {known})")


def open_case(name_or_path: str) -> Case:
    """Read a case: a folder, a workbook (.xlsx) or a case package (.zip). Raises `NotFound` and `CaseRefused`."""
    path = find_case(name_or_path)
    readers = {".xlsx": read_workbook, ".zip": read_package}
    return readers.get(path.suffix.lower() if path.is_file() else "", read_folder)(path)
