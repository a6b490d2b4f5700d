"""What a user declares of a results file: which column has which role, and how its numbers are written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from saylau.errors import CaseRefused, Problem, WrongUse
from saylau.tables.headers import ROLES

_RIGHT = f"roles are {', '.join(ROLES)}"


@dataclass(frozen=True)
class Declared:
    """The description of a results file. What is left empty is read from the header, never from values.

    In TOML the roles stand under `[columns]`, all else under `[file]`. A list of columns of a count is summed.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    """Sign before a fraction: `,` or `.`."""
    thousands: str = ""
    """Sign between groups of three digits; blanks and apostrophes are known without being declared."""
    missing: tuple[str, ...] = ()
    """What stands where a number is not known, such as `-` or `n/a`; an empty cell always does."""
    header_line: int = 1
    """Line of the header, the first of the file being 1."""
    sheet: str = ""
    member: str = ""
    """File inside a zip archive."""
    sparse: bool = False
    """Long tables: whether the source leaves out options without votes, so that a row that is not there is a zero."""
    unit: str = "station"
    """`station`, or `aggregate` where rows are villages or communes."""
    source: str = ""
    date: str = ""
    selection: str = ""
    """How the stations came into the file, where it is not a full count."""


def declared(text: str) -> Declared:
    """From `role=column,role=a+b` or the path of a TOML file. Raises `WrongUse`, `CaseRefused`, `OSError`."""
    if not text:
        return Declared()
    if text.lower().endswith(".toml"):
        return from_toml(Path(text))
    columns: dict[str, tuple[str, ...]] = {}
    settings: dict[str, str] = {}
    for part in text.split(","):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign or not name or not value:
            raise WrongUse(f"--columns: {part.strip()!r} is not role=column; {_RIGHT}")
        if name in columns or name in settings:
            raise WrongUse(f"--columns: {name} stands twice; join columns that are summed by +, as in {name}=a+b")
        if name in ROLES:
            columns[name] = tuple(piece.strip() for piece in value.split("+"))
        elif name in _PLAIN:
            settings[name] = value
        else:
            raise WrongUse(f"--columns: no role {name!r}; {_RIGHT}")
    return _made("--columns", columns, settings)


_PLAIN = tuple(f.name for f in fields(Declared) if f.name != "columns")


def from_toml(path: Path) -> Declared:
    """The description in a TOML file beside the data. Raises `CaseRefused` with all that is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(path.name, "", "", f"is not TOML: {error}", "see the page on results files") from None
    problems = [
        Problem(path.name, 0, "", name, "no table of that name", "there are [columns] and [file]")
        for name in data
        if name not in ("columns", "file") or not isinstance(data[name], dict)
    ]
    columns: dict[str, tuple[str, ...]] = {}
    for role, value in (data.get("columns", {}) if not problems else {}).items():
        listed = [value] if isinstance(value, str) else value
        if role not in ROLES:
            problems.append(Problem(path.name, 0, role, str(value), "no such role", _RIGHT))
        elif not isinstance(listed, list) or not all(isinstance(item, str) for item in listed) or not listed:
            problems.append(Problem(path.name, 0, role, str(value), "is not a name or a list of names", "quote it"))
        else:
            columns[role] = tuple(listed)
    if problems:
        raise CaseRefused(problems)
    return _made(path.name, columns, data.get("file", {}))


def _made(where: str, columns: Mapping[str, tuple[str, ...]], settings: Mapping[str, Any]) -> Declared:
    """Settings with the types of their fields."""
    given: dict[str, Any] = {}
    for name, value in settings.items():
        standing = getattr(Declared(), name, None) if name in _PLAIN else None
        if standing is None:
            raise _refused(where, name, str(value), "no such setting", f"settings are {', '.join(_PLAIN)}")
        given[name] = _typed(where, name, value, standing)
    made = Declared(columns=MappingProxyType(dict(columns)), **given)
    if made.unit not in ("station", "aggregate"):
        raise _refused(where, "unit", made.unit, "no such unit", "station or aggregate")
    if made.decimal and made.decimal == made.thousands:
        raise _refused(where, "decimal", made.decimal, "is the sign of thousands too", "declare one of the two")
    if made.header_line < 1:
        raise _refused(where, "header_line", str(made.header_line), "is before the file", "the first line is 1")
    return made


def _typed(where: str, name: str, value: Any, standing: Any) -> Any:
    text = str(value)
    if isinstance(standing, bool):
        if text.lower() not in ("true", "false", "yes", "no"):
            raise _refused(where, name, text, "is neither true nor false", "true or false")
        return text.lower() in ("true", "yes")
    if isinstance(standing, int):
        if not text.isdecimal():
            raise _refused(where, name, text, "is not a whole number", "write the number of the line")
        return int(text)
    if isinstance(standing, tuple):
        listed = value if isinstance(value, list) else text.split("+")
        return tuple(str(item) for item in listed)
    if not isinstance(value, str):
        raise _refused(where, name, text, "is not a text", "put it in quotes")
    return {"tab": "\t", "comma": ",", "semicolon": ";", "space": " "}.get(value, value)


def _refused(file: str, column: str, value: str, why: str, right: str) -> CaseRefused:
    return CaseRefused([Problem(file, 0, column, value, why, right)])
