"""Annexes: the papers of people, numbered and hashed, and the sums over everything that is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from saylau.casework.found import papers_until
from saylau.records.csvtext import list_bytes
from saylau.vault.entries import Entry, Paper

COLUMNS = ("annex", "person", "paper", "pages", "language", "sha256", "file")


@dataclass(frozen=True)
class Annex:
    """One paper of one person."""

    number: str
    """`B.7`: the letter of the annex and the place of the paper in it."""
    person: str
    """Case number."""
    paper: Paper
    enclosed: bool
    """Whether it goes along: a paper names its person, so only where that person may be named."""

    @property
    def title(self) -> str:
        """What it may be called: its title where it goes along, else its sort, which names nobody."""
        return self.paper.title if self.enclosed else self.paper.sort

    @property
    def file(self) -> str:
        """Name of its copy, without the ending."""
        return self.number.replace(".", "-")


def annexes(
    people: Mapping[str, Sequence[Entry]], numbers: Iterable[str], named: Collection[str], day: date, letter: str = "B"
) -> tuple[Annex, ...]:
    """The papers of some people up to a day, each once a person, in the order of people and of entry."""
    found: list[Annex] = []
    for number in numbers:
        found += [Annex("", number, paper, number in named) for paper in papers_until(people[number], day)]
    return tuple(Annex(f"{letter}.{n}", a.person, a.paper, a.enclosed) for n, a in enumerate(found, 1))


def listed(found: Iterable[Annex], files: Mapping[str, str]) -> bytes:
    """The list of annexes as CSV; `files` gives the name of the copy that goes along, by number of the annex."""
    rows = (
        (
            a.number, a.person, a.title, str(a.paper.pages or ""), a.paper.language,
            a.paper.sha256 if a.enclosed else "", files.get(a.number, ""),
        )
        for a in found
    )  # fmt: skip
    return list_bytes(COLUMNS, rows)


def copies(found: Iterable[Annex], folder: Path) -> Mapping[str, Path]:
    """Number of each annex that goes along to the file in a folder that has its hash, wherever it is called what."""
    by_hash = {
        sha256(path.read_bytes()).hexdigest(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    return {a.number: by_hash[a.paper.sha256] for a in found if a.enclosed and a.paper.sha256 in by_hash}


def sums(files: Mapping[str, bytes]) -> bytes:
    """SHA-256 of files by name, as `sha256sum --check` reads it."""
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()
