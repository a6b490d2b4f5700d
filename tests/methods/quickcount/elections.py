"""An invented election of many stations, made with a fixed seed, and samples of it."""

from __future__ import annotations

import random

from saylau.methods.quickcount.plan import Drawn, Plan, Stratum
from saylau.methods.quickcount.take import Report

CONTESTANTS = ("ada", "bo", "cy")


def stations(strata: int = 12, each: int = 40, seed: int = 5) -> dict[str, tuple[str, dict[str, int]]]:
    """Station to its stratum and numbers; support differs between strata, and less within them."""
    one = random.Random(seed)
    found = {}
    for stratum in range(strata):
        strong = 0.30 + 0.35 * one.random()
        for place in range(each + stratum):
            registered = one.randint(150, 900)
            cast = int(registered * (0.4 + 0.4 * one.random()))
            ada = int(cast * min(0.95, max(0.02, strong + one.gauss(0, 0.08))))
            bo = int((cast - ada) * (0.5 + 0.2 * one.random()))
            numbers = {
                "ada": ada,
                "bo": bo,
                "cy": cast - ada - bo,
                "valid": cast,
                "cast": cast,
                "registered": registered,
            }
            found[f"{stratum:02d}-{place:03d}"] = (f"s{stratum:02d}", numbers)
    return found


def plan_of(of: dict[str, tuple[str, dict[str, int]]], drawn: list[str], **told: object) -> Plan:
    """A plan for these stations; strata of one region stand side by side, four strata a region."""
    names = sorted({stratum for stratum, _ in of.values()})
    strata = tuple(
        Stratum(
            name, f"r{place // 4}", sum(stratum == name for stratum, _ in of.values()),
            sum(numbers["registered"] for stratum, numbers in of.values() if stratum == name),
        )
        for place, name in enumerate(names)
    )  # fmt: skip
    sample = {one: Drawn(of[one][0], of[one][1]["registered"], of[one][1]["registered"]) for one in drawn}
    return Plan(strata, sample, CONTESTANTS, **told)  # type: ignore[arg-type]


def reports_of(of: dict[str, tuple[str, dict[str, int]]], chosen: list[str]) -> dict[str, Report]:
    """The true numbers of these stations, as reports."""
    return {one: Report({name: n for name, n in of[one][1].items() if name != "registered"}) for one in chosen}


def sample_of(of: dict[str, tuple[str, dict[str, int]]], each: int = 6, seed: int = 7) -> list[str]:
    """So many stations of each stratum, drawn with a fixed seed."""
    one = random.Random(seed)
    names = sorted({stratum for stratum, _ in of.values()})
    return [
        station for name in names for station in one.sample(sorted(s for s, (t, _) in of.items() if t == name), each)
    ]
