"""design.toml and frame.csv of a quick count: what is fixed before election day."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from saylau.cli.quickcount.files import Line, once, read_rows
from saylau.errors import NotFound
from saylau.methods.quickcount.design import Allocation, Past, allocate, past
from saylau.methods.quickcount.draw import checksum
from saylau.methods.quickcount.plan import CAST, EACH, REGISTERED, TURNOUT, VALID, Stratum, Threshold
from saylau.methods.quickcount.publish import Rule
from saylau.records.problems import Problems

DESIGN, FRAME, LEFT_OUT = "design.toml", "frame.csv", "left-out.csv"
OTHER_NUMBERS = (VALID, "invalid", CAST, "issued", REGISTERED)
"""Numbers of a protocol beside the votes of contestants."""
RESERVED = (*OTHER_NUMBERS, EACH, TURNOUT, "station", "by", "at")
CERTAINTY = " (certainty)"
"""After the name of a stratum: those of its stations that are in the sample whatever is drawn."""
Share = Annotated[Decimal, Field(ge=0, le=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FrameInfo(_Part):
    """[frame]"""

    version: str = Field(min_length=1)


class PastInfo(_Part):
    """[sample.past]: all stations of a past election, for the plan."""

    file: str
    votes: tuple[str, ...] = Field(min_length=1)
    base: str


class SampleInfo(_Part):
    """[sample]"""

    method: str = "stratified"
    stations: int = Field(ge=1)
    allocation: Allocation = Allocation.PROPORTIONAL
    past: PastInfo | None = None


class CollapseInfo(_Part):
    """[collapse]"""

    order: tuple[str, ...]


class ThresholdInfo(_Part):
    """[[threshold]]"""

    of: str
    at: Share
    base: Literal["valid", "cast"] | None = None


class Publication(_Part):
    """[publication]: the numbers of the rule; each default is assumed."""

    response: Share = Decimal("0.9")
    region_response: Share = Decimal("0.75")
    silent_strata: Share = Decimal("0.02")
    takes: int = Field(3, ge=2)
    step: Share = Decimal("0.05")
    stability: Decimal = Field(Decimal("0.5"), gt=0)
    open: Share = Decimal("0.02")
    tipping: Share = Decimal("0.05")

    def rule(self) -> Rule:
        """The rule in exact numbers."""
        told = {name: Fraction(value) for name, value in self.model_dump().items() if name != "takes"}
        return Rule(takes=self.takes, **told)


class Design(_Part):
    """design.toml"""

    title: str = Field(min_length=1)
    election: str = Field(min_length=1)
    commissioned_by: str = Field(min_length=1)
    contestants: tuple[str, ...] = Field(min_length=1)
    base: Literal["valid", "cast"] = "valid"
    turnout: bool = False
    level: Decimal = Field(Decimal("0.95"), ge=Decimal("0.5"), lt=1)
    together: Literal["bonferroni", "covariance"] = "bonferroni"
    entries: Literal[1, 2] = 2
    frame: FrameInfo
    sample: SampleInfo
    collapse: CollapseInfo | None = None
    threshold: tuple[ThresholdInfo, ...] = ()
    publication: Publication = Publication()
    official: dict[str, int] = {}
    """The official total, where it is published without its stations."""

    def thresholds(self) -> tuple[Threshold, ...]:
        """The thresholds with the denominator that each is counted from."""
        return tuple(
            Threshold(one.of, Fraction(one.at), REGISTERED if one.of == TURNOUT else one.base or self.base)
            for one in self.threshold
        )

    def fixed(self) -> str:
        """SHA-256 of everything that is fixed before election day: all but the official total.

        What stands at its default is left out, so that a key that is new in a later version changes no certificate.
        """
        told = self.model_dump(mode="json", exclude={"official"}, exclude_defaults=True)
        return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A station of the frame."""

    station: str
    stratum: str
    region: str
    registered: int
    most: int
    """Ballots that it can hold: those delivered, where the frame tells them, else its registered voters."""
    kind: str
    """What the column `kind` says, e.g. rural."""
    certain: bool


@dataclass(frozen=True, slots=True)
class Setup:
    """The folder of a quick count before its draw."""

    folder: Path
    design: Design
    frame: Mapping[str, FrameRow]
    strata: tuple[Stratum, ...]
    """In the order in which they are collapsed."""
    checksum: str
    left_out: tuple[tuple[str, int, str], ...]
    """Stations outside the frame, their registered voters and why."""
    unused: tuple[str, ...]
    """Columns of the frame that nothing asks for."""

    def stations(self) -> dict[str, list[str]]:
        """Stratum to its stations."""
        found: dict[str, list[str]] = {one.name: [] for one in self.strata}
        for row in self.frame.values():
            found[row.stratum].append(row.station)
        return found

    def allocation(self) -> dict[str, int]:
        """Stations to draw in each stratum. Raises `ValueError` where it cannot be made."""
        sure = {one.name: one.stations for one in self.strata if one.name.endswith(CERTAINTY)}
        drawn = [one for one in self.strata if one.name not in sure]
        left = self.design.sample.stations - sum(sure.values())
        how = self.design.sample.allocation
        deviations: Sequence[float] = ()
        if how is Allocation.NEYMAN:
            first = next(iter(self.pasts().values()))
            of = {one.name: s for one, s in zip(self.strata, first.deviations, strict=True)}
            deviations = [of[one.name] for one in drawn]
        found = allocate(how, left, [one.stations for one in drawn], deviations) if drawn else ()
        return {**sure, **dict(zip((one.name for one in drawn), found, strict=True))}

    def pasts(self) -> dict[str, Past]:
        """Of each contestant of the past election, what it tells of the strata, in their order."""
        import numpy as np

        info, rows = self.past_rows()
        place = {one.name: at for at, one in enumerate(self.strata)}
        strata = np.array([place[stratum] for stratum, _ in rows], dtype=np.int64)
        numbers = np.array([numbers for _, numbers in rows], dtype=np.int64).reshape(len(rows), -1)
        return {
            name: past(strata, numbers[:, column], numbers[:, -1], len(place)) for column, name in enumerate(info.votes)
        }

    def past_rows(self) -> tuple[PastInfo, list[tuple[str, list[int]]]]:
        """Stratum and numbers of every station of the past election: votes in their order, then the denominator."""
        info = self.design.sample.past
        if info is None:
            raise NotFound(
                f"{DESIGN}: no table [sample.past] names a past election, which this needs; write its file, the "
                "columns of votes and the denominator: file, votes, base"
            )
        problems = Problems()
        columns = (*info.votes, info.base)
        found = read_rows(self.folder / info.file, ("stratum", *columns), problems, others=True)
        known = {one.name for one in self.strata}
        rows = []
        for line in found.lines:
            stratum = line.cells.get("stratum", "")
            if stratum not in known:
                line.tell(problems, "stratum", "is no stratum of the frame", "write the stratum as frame.csv does")
            rows.append((stratum, [line.whole(name, problems) for name in columns if name in found.columns]))
        problems.refuse()
        return info, rows

    def past_of_stations(self) -> tuple[tuple[str, ...], Mapping[str, list[int]]]:
        """Contestants of the past election, and its numbers by station: their votes, then the denominator.

        Both are empty where no file of a past election stands there, or where it has no column `station`. Raises
        `CaseRefused` for a cell that is wrong and for a station that stands twice.
        """
        info = self.design.sample.past
        if info is None or not (self.folder / info.file).is_file():
            return (), {}
        problems = Problems()
        columns = (*info.votes, info.base)
        found = read_rows(self.folder / info.file, columns, problems, others=True)
        if "station" not in found.columns:
            return (), {}
        once(found.lines, "station", problems)
        problems.refuse()
        numbers = {line.cells["station"]: [line.whole(name, problems) for name in columns] for line in found.lines}
        problems.refuse()
        return info.votes, numbers


def read_setup(folder: Path) -> Setup:
    """Design and frame of a folder. Raises `NotFound` for a missing file and `CaseRefused` for everything wrong."""
    if not (folder / DESIGN).is_file():
        raise NotFound(f"{folder}: no {DESIGN} there; the folder of a quick count begins with it and with {FRAME}")
    problems = Problems()
    design = _read_design(folder / DESIGN, problems)
    columns = ("station", "stratum", "registered")
    found = read_rows(folder / FRAME, columns, problems, others=True)
    once(found.lines, "station", problems)
    rows = [_row(line, found.columns, problems) for line in found.lines]
    if not rows:
        problems.add(FRAME, 0, "", "", "holds no station", "write one row a station")
    problems.refuse()
    assert design is not None
    strata = _strata(rows, design, problems)
    problems.refuse()
    used = (*columns, "region", "ballots", "kind", "certainty")
    cells = ((r.station, r.stratum, r.region, str(r.registered), str(r.most), r.kind) for r in rows)
    unused = tuple(name for name in found.columns if name not in used)
    return Setup(folder, design, {r.station: r for r in rows}, strata, checksum(cells), _left_out(folder), unused)


def _read_design(path: Path, problems: Problems) -> Design | None:
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.add(DESIGN, 0, "", "", f"is not TOML: {error}", "correct the line that it names")
        return None
    try:
        design = Design.model_validate(told)
    except ValidationError as refused:
        for wrong in refused.errors(include_url=False):
            key = ".".join(map(str, wrong["loc"]))
            value = "" if wrong["type"] == "missing" else str(wrong["input"])
            problems.add(DESIGN, 0, key, value, *_explained(wrong["type"], wrong["msg"]))
        return None
    for name in design.contestants:
        if name in RESERVED or not name.strip() or design.contestants.count(name) > 1:
            right = f"each contestant has a name of its own, and none of: {', '.join(RESERVED)}"
            problems.add(DESIGN, 0, "contestants", name, "cannot be the name of a contestant", right)
    if design.sample.method != "stratified":
        why = "a sample of this kind needs a variance of its own, which is not here"
        right = "write stratified: by chance inside every stratum; one stratum is a plain random sample"
        problems.add(DESIGN, 0, "sample.method", design.sample.method, why, right)
    for one in design.threshold:
        if one.of not in (*design.contestants, EACH, TURNOUT):
            right = f"write a contestant, {EACH} or {TURNOUT}"
            problems.add(DESIGN, 0, "threshold.of", one.of, "is nobody whom a threshold can concern", right)
    return design


def _explained(sort: str, says: str) -> tuple[str, str]:
    known = {
        "missing": ("is missing", "write it; docs/how-to/quick-count.md shows every key"),
        "extra_forbidden": ("is no key of this file", "docs/how-to/quick-count.md shows every key"),
    }
    return known.get(sort, (says[0].lower() + says[1:], "docs/how-to/quick-count.md shows what it can be"))


def _row(line: Line, columns: Sequence[str], problems: Problems) -> FrameRow:
    registered = line.whole("registered", problems)
    ballots = line.whole("ballots", problems) if line.cells.get("ballots") else 0
    stratum = line.cells.get("stratum", "")
    if not stratum:
        line.tell(problems, "stratum", "is empty", "write the stratum; one name for all is a plain random sample")
    if stratum.endswith(CERTAINTY):
        line.tell(problems, "stratum", f"ends with{CERTAINTY}", "say it in a column certainty: yes")
    certain = bool(line.yes("certainty", problems)) if "certainty" in columns else False
    region = line.cells.get("region", "") or ("all" if "region" not in columns else "")
    if not region:
        line.tell(problems, "region", "is empty", "write the region of every station, or leave the column out")
    name = stratum + CERTAINTY if certain else stratum
    return FrameRow(
        line.cells.get("station", ""), name, region, registered, max(registered, ballots),
        line.cells.get("kind", ""), certain,
    )  # fmt: skip


def _strata(rows: Sequence[FrameRow], design: Design, problems: Problems) -> tuple[Stratum, ...]:
    """The strata in the order in which they are collapsed: as the design says, else by region and name."""
    region: dict[str, str] = {}
    stations: dict[str, int] = {}
    registered: dict[str, int] = {}
    for row in rows:
        if region.setdefault(row.stratum, row.region) != row.region:
            why = f"lies in {region[row.stratum]} and in {row.region}"
            problems.add(FRAME, 0, "stratum", row.stratum, why, "a stratum lies in one region")
        stations[row.stratum] = stations.get(row.stratum, 0) + 1
        registered[row.stratum] = registered.get(row.stratum, 0) + row.registered
    order = sorted(stations, key=lambda name: (region[name].encode(), name.encode()))
    if design.collapse is not None:
        told = design.collapse.order
        for name in [*(name for name in order if name not in told), *(name for name in told if name not in stations)]:
            right = "name every stratum of the frame once, those of certainty with their ending"
            problems.add(DESIGN, 0, "collapse.order", name, "stands in only one of frame and order", right)
        order = [name for name in dict.fromkeys(told) if name in stations]
    return tuple(Stratum(name, region[name], stations[name], registered[name]) for name in order)


def _left_out(folder: Path) -> tuple[tuple[str, int, str], ...]:
    if not (folder / LEFT_OUT).is_file():
        return ()
    problems = Problems()
    found = read_rows(folder / LEFT_OUT, ("station", "registered", "reason"), problems)
    rows = tuple((line.cells["station"], line.whole("registered", problems), line.cells["reason"])
                 for line in found.lines if not problems.found)  # fmt: skip
    problems.refuse()
    return rows
