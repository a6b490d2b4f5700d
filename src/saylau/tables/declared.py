"""What a user declares of a results file: which column has which role, and how its numbers are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from saylau.errors import CaseRefused, Problem, WrongUse
from saylau.methods.results.equations import Equation, equation
from saylau.methods.results.roles import Role
from saylau.tables.headers import FURTHER, ROLES, is_role

TURNOUT: Mapping[str, Role] = MappingProxyType({"issued": Role.ISSUED, "counted": Role.COUNTED, "valid": Role.VALID})
"""Which ballots may be the numerator of turnout."""
SHARE: Mapping[str, Role] = MappingProxyType({"counted": Role.COUNTED, "valid": Role.VALID})
"""Which ballots may be the denominator of the option's share."""
_RIGHT = f"roles are {', '.join(ROLES)}, {FURTHER}"
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d) ?(local|Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True)
class Declared:
    """The description of a results file. What is left empty is read from the header, never from values.

    In TOML the roles stand under `[columns]`, caps under `[caps]`, a country's own control equations under
    `[equations]`, all else under `[file]`. A list of columns of a count is summed.
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
    ordinary: tuple[str, ...] = ("ordinary",)
    """Kinds of booth, in the words of the source, whose voters are divided by the alphabet or at random."""
    special: tuple[str, ...] = ()
    """Kinds of station that no test of stations uses; their votes stay in the totals."""
    turnout: str = ""
    """Numerator of turnout, `issued`, `counted` or `valid`; empty: the first of these that the file has."""
    share: str = ""
    """Denominator of the option's share, `counted` or `valid`; empty: the first of these that the file has."""
    close: str = ""
    """When the stations close, with its zone: `20:00+04:00`, or `20:00 local` by each station's own clock. The hours of
    the roles `voted_by_1200` ... are hours of the same clock."""
    caps: Mapping[Role, int] = field(default_factory=lambda: MappingProxyType({}))
    """Most ballots or voters that a station may have by rule, by role."""
    equations: Mapping[str, Equation] = field(default_factory=lambda: MappingProxyType({}))
    """What the protocol's numbers have to obey beside what is true in every country, by name."""

    @property
    def closing(self) -> tuple[int, str] | None:
        """Minutes after midnight at which the stations close, and the zone; None where that is not declared."""
        found = _CLOCK.fullmatch(self.close)
        return (60 * int(found[1]) + int(found[2]), found[3]) if found else None


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
        if is_role(name):
            columns[name] = tuple(piece.strip() for piece in value.split("+"))
        elif name in _PLAIN:
            settings[name] = value
        else:
            raise WrongUse(f"--columns: no role {name!r}; {_RIGHT}")
    return _made("--columns", columns, settings)


_TABLES = ("columns", "file", "caps", "equations")
_PLAIN = tuple(f.name for f in fields(Declared) if f.name not in _TABLES)


def from_toml(path: Path) -> Declared:
    """The description in a TOML file beside the data. Raises `CaseRefused` with all that is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(path.name, "", "", f"is not TOML: {error}", "see the page on results files") from None
    problems = [
        Problem(path.name, 0, "", name, "no table of that name", f"there are {', '.join(f'[{t}]' for t in _TABLES)}")
        for name in data
        if name not in _TABLES or not isinstance(data[name], dict)
    ]
    columns: dict[str, tuple[str, ...]] = {}
    for role, value in (data.get("columns", {}) if not problems else {}).items():
        listed = [value] if isinstance(value, str) else value
        if not is_role(role):
            problems.append(Problem(path.name, 0, role, str(value), "no such role", _RIGHT))
        elif not isinstance(listed, list) or not all(isinstance(item, str) for item in listed) or not listed:
            problems.append(Problem(path.name, 0, role, str(value), "is not a name or a list of names", "quote it"))
        else:
            columns[role] = tuple(listed)
    if problems:
        raise CaseRefused(problems)
    capped = {role: str(number) for role, number in data.get("caps", {}).items()}
    rules = {name: str(text) for name, text in data.get("equations", {}).items()}
    settings = {**data.get("file", {}), "caps": caps(path.name, capped), "equations": _equations(path.name, rules)}
    return _made(path.name, columns, settings)


def caps(where: str, given: Mapping[str, str]) -> Mapping[Role, int]:
    """Caps by role. Raises `CaseRefused` for what is no count, or no number above 0."""
    counts = tuple(role.value for role in Role)
    found: dict[Role, int] = {}
    for role, number in given.items():
        if role not in counts:
            raise _refused(where, role, number, "is no role of a count", f"roles of counts are {', '.join(counts)}")
        if not number.isdecimal() or not int(number):
            raise _refused(where, role, number, "is no number above 0", "write the cap in plain digits")
        found[Role(role)] = int(number)
    return MappingProxyType(found)


def _equations(where: str, given: Mapping[str, str]) -> Mapping[str, Equation]:
    found: dict[str, Equation] = {}
    for name, text in given.items():
        try:
            found[name] = equation(text)
        except ValueError as error:
            right = "as in ballots_received = ballots_issued + ballots_cancelled"
            raise _refused(where, name, text, str(error), right) from None
    return MappingProxyType(found)


def _made(where: str, columns: Mapping[str, tuple[str, ...]], settings: Mapping[str, Any]) -> Declared:
    """Settings with the types of their fields."""
    given: dict[str, Any] = {name: settings[name] for name in ("caps", "equations") if name in settings}
    settings = {name: value for name, value in settings.items() if name not in given}
    for name, value in settings.items():
        standing = getattr(Declared(), name, None) if name in _PLAIN else None
        if standing is None:
            raise _refused(where, name, str(value), "no such setting", f"settings are {', '.join(_PLAIN)}")
        given[name] = _typed(where, name, value, standing)
    made = Declared(columns=MappingProxyType(dict(columns)), **given)
    if made.unit not in ("station", "aggregate"):
        raise _refused(where, "unit", made.unit, "no such unit", "station or aggregate")
    for name, ballots, known in (("turnout", made.turnout, TURNOUT), ("share", made.share, SHARE)):
        if ballots and ballots not in known:
            raise _refused(where, name, ballots, "no such ballots", f"choose {', '.join(known)}")
    if made.decimal and made.decimal == made.thousands:
        raise _refused(where, "decimal", made.decimal, "is the sign of thousands too", "declare one of the two")
    if made.close and made.closing is None:
        right = "write it with its zone, as 20:00+04:00, or as 20:00 local by each station's own clock"
        raise _refused(where, "close", made.close, "is no clock time with a zone", right)
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
