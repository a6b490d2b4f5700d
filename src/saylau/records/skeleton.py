"""An empty case folder for whoever starts one: every file with its header, and a README that says how to fill it in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saylau.errors import WrongUse
from saylau.records.assemble import PHRASES, REVIEW, SOURCES, TEXTS
from saylau.records.columns import Column, record_columns
from saylau.records.csvtext import csv_bytes
from saylau.records.datapackage import columns_of
from saylau.records.kinds import KINDS
from saylau.records.rows import write_what
from saylau.records.settings import CASE_COLUMNS, CASE_FILE, RULE_COLUMNS, RULES_FILE
from saylau.records.skeleton_text import README, RULES, TEXT_README


@dataclass(frozen=True, slots=True)
class Start:
    """What is known when a case is started; anything may be left open."""

    name: str
    title: str = ""
    country: str = ""
    poll: date | None = None


def new_folder(path: Path, start: Start) -> None:
    """Write an empty case into a new or empty folder. Raises `WrongUse`."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise WrongUse(f"{path} exists already and is not an empty folder; name a new one")
    for name, data in new_files(start).items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)


def new_files(start: Start) -> dict[str, bytes]:
    """The files of an empty case by name."""
    names = [f"{name}.csv" for name in (SOURCES, *KINDS, TEXTS, PHRASES, REVIEW)]
    files = {name: csv_bytes([column.name for column in columns_of(name)], ()) for name in names}
    files[CASE_FILE] = _case_toml(start).encode()
    files[RULES_FILE] = RULES.format(keys=_list(RULE_COLUMNS, "# - ")).encode()
    files["text/README.md"] = TEXT_README.encode()
    files["README.md"] = _readme(start).encode()
    return files


def slug(name: str) -> str:
    """A folder's name as the short name of a case: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "case"


def _case_toml(start: Start) -> str:
    """`case.toml` with every key, what belongs there, and what is known."""
    known: dict[str, str] = {
        "id": f'"{slug(start.name)}"',
        "title": '"' + start.title.replace("\\", "\\\\").replace('"', '\\"') + '"',
        "country": f'"{start.country}"',
        "election": f'"{_election(start)}"',
        "poll": start.poll.isoformat() if start.poll else '""',
        "assessed": start.poll.isoformat() if start.poll else '""',
        "languages": '["en"]',
        "licence": '"CC BY 4.0"',
        "version": '"1"',
    }
    empty = '""'
    lines = ["# What the case says of itself. Fill in what is empty; `saylau validate` tells what is missing.\n"]
    for column in CASE_COLUMNS:
        required = "required: " if column.required else ""
        lines.append(f"\n# {required}{column.description}\n{column.name} = {known.get(column.name, empty)}\n")
    return "".join(lines)


def _election(start: Start) -> str:
    return f"election-{start.poll.year}" if start.poll else "election"


def example_rows(start: Start) -> Mapping[str, str]:
    """The first row of `sources.csv` and of `election.csv`, as an example to write over."""
    cells = {
        "sources.csv": {
            "id": "gazette-1", "title": "Decision to call the election", "author": "Parliament", "grade": "A",
            "interest": "government", "language": "en",
        },
        "election.csv": {
            "id": _election(start), "name": start.title or "Parliamentary election", "level": "parliamentary",
            "early": "no", "poll": start.poll.isoformat() if start.poll else "2031-05-04", "source": "gazette-1",
            "locator": "section 1",
        },
    }  # fmt: skip
    return {
        name: csv_bytes([found.get(column.name, "") for column in columns_of(name)], ()).decode().strip()
        for name, found in cells.items()
    }


def _readme(start: Start) -> str:
    examples = example_rows(start)
    return README.format(
        title=start.title or "A new case",
        source_row=examples["sources.csv"],
        election_row=examples["election.csv"],
        election=_election(start),
        claim_columns=_list([c for c in columns_of("election.csv") if c not in record_columns(KINDS["election"])]),
        source_columns=_list(columns_of("sources.csv")),
        kinds="\n".join(_of_kind(name) for name in KINDS),
    )


def _of_kind(name: str) -> str:
    """The section of one kind: what it is, and its own columns."""
    about = (KINDS[name].__doc__ or "").strip().partition("\n")[0]
    return f"### {name}.csv\n\n{about}\n\n{_list(record_columns(KINDS[name]))}\n"


def _list(columns: Sequence[Column], mark: str = "- ") -> str:
    return "\n".join(f"{mark}`{column.name}`{_about(column)}" for column in columns)


def _about(column: Column) -> str:
    """What belongs in a column, in a few words."""
    how = write_what(column).removeprefix("write ")
    parts = [" (required)" if column.required else "", f": {column.description}" if column.description else ""]
    many = ", several parted by a semicolon" if column.many else ""
    return "".join(parts) + (f"; {how}{many}" if column.type != "text" or many else "")
