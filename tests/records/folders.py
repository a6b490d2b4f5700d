"""A small sound case as files, and what reading says when some of them are changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from saylau.errors import CaseRefused, Problem
from saylau.records.folder import read_files

SOUND: Mapping[str, bytes] = {
    "case.toml": b"""\
id = "invented"
title = "Invented case"
country = "xx"
election = "election-2031"
poll = 2031-05-04
assessed = 2031-06-01
languages = ["en", "ru"]
""",
    "sources.csv": b"id,title,grade,interest,based_on\ns1,One,A,government,\ns2,Two,B,media,s1\n",
    "election.csv": b"id,name,level,early,poll,source,locator\nelection-2031,Vote,presidential,no,2031-05-04,s1,p. 1\n",
    "person.csv": b"id,name,public,source\nada,Ada Invented,yes,s1\nbo,Bo Invented,yes,s1\n",
    "candidacy.csv": b"id,person,election,source\nada-2031,ada,election-2031,s1\n",
}


def changed(**files: str | bytes | None) -> dict[str, bytes]:
    """The sound case with other files: `person="..."` is person.csv; None takes a file away."""
    found = dict(SOUND)
    for name, text in files.items():
        path = name if "." in name else f"{name}.csv"
        if text is None:
            del found[path]
        else:
            found[path] = text if isinstance(text, bytes) else text.encode()
    return found


def problems(**files: str | bytes | None) -> tuple[Problem, ...]:
    """The problems for which the changed case is refused."""
    with pytest.raises(CaseRefused) as refused:
        read_files(changed(**files))
    return refused.value.problems


def only_problem(**files: str | bytes | None) -> Problem:
    """The one problem for which the changed case is refused."""
    (problem,) = problems(**files)
    return problem


def place(problem: Problem) -> tuple[str, int, str, str]:
    """Where a problem stands, and the value there."""
    return problem.file, problem.row, problem.column, problem.value


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
