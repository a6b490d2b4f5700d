"""The draw certificate: made once, from a number that was written down, and tested before every estimate."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saylau.cli.quickcount.design import DESIGN, FRAME, Setup
from saylau.errors import NotFound, WrongUse
from saylau.methods.quickcount.draw import ALGORITHM, draw
from saylau.methods.quickcount.plan import Drawn, Plan, statements

CERTIFICATE, SAMPLE = "draw.json", "sample.csv"
FORMAT = "saylau quick count draw 1"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was drawn, by which number, before whom."""

    number: str
    number_from: str
    witnesses: tuple[str, ...]
    frame: str
    """Checksum of the frame."""
    design: str
    """Checksum of what the design fixed."""
    sample: dict[str, tuple[str, ...]]
    """Stratum to the drawn stations in the order of the draw."""

    def stations(self) -> tuple[str, ...]:
        """All drawn stations."""
        return tuple(station for drawn in self.sample.values() for station in drawn)


def drawn_by(setup: Setup, number: str) -> dict[str, tuple[str, ...]]:
    """The draw of a number. Raises `WrongUse` where the allocation cannot be made."""
    try:
        return draw(number, setup.stations(), setup.allocation())
    except ValueError as why:
        raise WrongUse(f"{DESIGN}: {why}") from None


def written(setup: Setup, of: Certificate) -> bytes:
    """The certificate as JSON."""
    region = {one.name: one for one in setup.strata}
    told: dict[str, Any] = {
        "format": FORMAT,
        "title": setup.design.title,
        "election": setup.design.election,
        "algorithm": ALGORITHM,
        "number": of.number,
        "number from": of.number_from,
        "witnesses": list(of.witnesses),
        "frame": {
            "version": setup.design.frame.version,
            "sha256": of.frame,
            "stations": len(setup.frame),
            "registered": sum(one.registered for one in setup.strata),
        },
        "design": {
            "sha256": of.design,
            "allocation": setup.design.sample.allocation.value,
            "stations asked": setup.design.sample.stations,
            "stations drawn": len(of.stations()),
            "fixed": setup.design.model_dump(mode="json", exclude={"official"}),
        },
        "statements fixed in advance": [one.name for one in statements(plan_of(setup, of))],
        "strata are collapsed in this order": [one.name for one in setup.strata],
        "strata": [
            {"stratum": name, "region": region[name].region, "stations": region[name].stations,
             "drawn": len(ids), "ids": list(ids)}
            for name, ids in of.sample.items()
        ],
    }  # fmt: skip
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def read_certificate(setup: Setup) -> Certificate:
    """The certificate of a folder, tested against its frame.

    Raises `NotFound` where nothing was drawn yet, `WrongUse` for a file that is none, for another frame, and for
    stations that the number does not draw.
    """
    path = setup.folder / CERTIFICATE
    if not path.is_file():
        raise NotFound(f"{path}: nothing was drawn yet; saylau quickcount draw {setup.folder} --number ...")
    of = _parsed(path)
    if of.frame != setup.checksum:
        raise WrongUse(
            f"{path.name}: the stations were drawn from another frame (checksum {of.frame[:12]}, {FRAME} now has "
            f"{setup.checksum[:12]}); put back the frame of the draw. Stations are never drawn again after that."
        )
    again = drawn_by(setup, of.number) if of.design == setup.design.fixed() else None
    other = [name for name in of.sample if again is not None and again.get(name) != of.sample[name]]
    if other or (again is None and not _plausible(setup, of)):
        raise WrongUse(
            f"{path.name}: in stratum {other[0] if other else '?'} the number {of.number} does not draw the stations "
            "that stand there; put back the certificate as it was written"
        )
    return of


def _plausible(setup: Setup, of: Certificate) -> bool:
    """Whether a certificate, whose design has changed since, holds what its number draws in as large strata."""
    stations = setup.stations()
    if set(of.sample) != set(stations):
        return False
    sizes = {name: len(ids) for name, ids in of.sample.items()}
    return (
        all(size <= len(stations[name]) for name, size in sizes.items())
        and draw(of.number, stations, sizes) == of.sample
    )


def _parsed(path: Path) -> Certificate:
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["format"] != FORMAT or told["algorithm"] != ALGORITHM:
            raise ValueError(f"format {told['format']!r}, algorithm {told['algorithm']!r}")
        sample = {str(one["stratum"]): tuple(map(str, one["ids"])) for one in told["strata"]}
        return Certificate(
            str(told["number"]), str(told["number from"]), tuple(map(str, told["witnesses"])),
            str(told["frame"]["sha256"]), str(told["design"]["sha256"]), sample,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as why:
        raise WrongUse(f"{path.name}: is no draw certificate that this version reads ({why}); put it back") from None


def plan_of(setup: Setup, of: Certificate) -> Plan:
    """What was fixed before election day, for the estimate."""
    design = setup.design
    drawn = {
        station: Drawn(stratum, setup.frame[station].registered, setup.frame[station].most)
        for stratum, stations in of.sample.items()
        for station in stations
    }
    return Plan(
        setup.strata, drawn, design.contestants, design.base, design.turnout, design.thresholds(),
        float(design.level), design.publication.rule(), design.together == "covariance",
    )  # fmt: skip
