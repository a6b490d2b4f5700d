"""The folder of an invented quick count: a plan, a frame, and the protocols that come from its stations, entered."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Run = Callable[..., str]
"""Runs a part of the verb, see the fixture `run`."""

DESIGN = """title = "An invented quick count"
election = "Invented election, 4 May 2031"
commissioned_by = "Invented Observers"
contestants = ["ada", "bo", "cy"]
turnout = true

[publication]
stability = 0.9

[frame]
version = "list of 20 April 2031"

[sample]
stations = {stations}
"""
DRAW = ("--number", "7", "--from", "a lottery", "--witness", "Observer One")
HEAD = ("station", "at", "ada", "bo", "cy", "invalid", "valid", "cast")


def numbers(strata: int = 3, each: int = 20) -> dict[str, dict[str, str]]:
    """Every station with what its frame and its protocol say."""
    one = random.Random(4)
    found = {}
    for place in range(strata * each):
        stratum = place // each
        registered = one.randint(300, 1400)
        cast = int(registered * (0.55 + 0.2 * one.random()))
        invalid = one.randint(2, 12)
        valid = cast - invalid
        ada = int(valid * (0.42 + 0.05 * stratum + one.gauss(0, 0.02)))
        bo = int((valid - ada) * 0.58)
        told = {"stratum": f"s{stratum}", "region": f"r{stratum // 2}", "registered": registered}
        told |= {"ada": ada, "bo": bo, "cy": valid - ada - bo, "invalid": invalid, "valid": valid, "cast": cast}
        found[f"{place:03d}"] = {name: str(value) for name, value in told.items()}
    return found


def table(heads: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """A CSV file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, heads, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def folder(path: Path, stations: int = 24, more: str = "", strata: int = 3) -> dict[str, dict[str, str]]:
    """Write design and frame; gives what is true of every station."""
    path.mkdir()
    truth = numbers(strata)
    (path / "design.toml").write_text(DESIGN.format(stations=stations) + more, "utf-8")
    rows = [{"station": station, **told} for station, told in truth.items()]
    (path / "frame.csv").write_text(table(("station", "stratum", "region", "registered"), rows), "utf-8")
    return truth


def drawn(path: Path) -> list[str]:
    """The stations of the sample."""
    return [row["station"] for row in csv.DictReader((path / "sample.csv").read_text("utf-8").splitlines())]


def protocols(truth: Mapping[str, Mapping[str, str]], stations: Sequence[str], heads: Sequence[str] = HEAD) -> str:
    """The protocols of stations, five minutes apart in this order."""
    rows = [
        {**truth[station], "station": station, "at": f"2031-05-04T{20 + at // 12:02d}:{at % 12 * 5:02d}+05:00"}
        for at, station in enumerate(stations)
    ]
    return table(heads, rows)


def typed(run: Run, stations: list[str], truth: dict[str, dict[str, str]], heads: tuple[str, ...] = HEAD) -> None:
    """Enter the protocols of these stations twice."""
    for who in ("A", "B"):
        Path("typed.csv").write_text(protocols(truth, stations, heads), "utf-8")
        run("enter", "count", "typed.csv", "--by", who)


def whole(run: Run, more: str = "", leave: int = 1) -> tuple[dict[str, dict[str, str]], list[str]]:
    """A count of which all drawn stations but some have reported, in an order that tells nothing."""
    truth = folder(Path("count"), more=more)
    run("draw", "count", *DRAW)
    order = drawn(Path("count"))
    random.Random(2).shuffle(order)
    typed(run, order[: len(order) - leave], truth)
    return truth, order[: len(order) - leave]


def sheet(run: Run, *more: str) -> dict[str, Any]:
    """The JSON of an estimate."""
    run("estimate", "count", "--out", "sheet", *more)
    return dict(json.loads(Path("sheet/sheet.json").read_text("utf-8")))
