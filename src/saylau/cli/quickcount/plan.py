"""`saylau quickcount design` and `simulate`: how many stations, where, and what margins a past result lets expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from saylau.cli.progress import progress_bar
from saylau.cli.quickcount.design import DESIGN, Setup, read_setup
from saylau.cli.quickcount.words import Section, per_cent
from saylau.cli.quickcount.write import show
from saylau.cli.screen import number
from saylau.errors import WrongUse
from saylau.methods.quickcount.design import Allocation, size, stations_for, voters_needed, with_losses
from saylau.methods.quickcount.proportions import FEW
from saylau.methods.quickcount.quantiles import normal
from saylau.methods.quickcount.simulate import Population, Simulated
from saylau.methods.quickcount.simulate import simulate as tried

FOLDER = Annotated[Path, typer.Argument(help="Folder of the quick count, with design.toml and frame.csv.")]
RESPONSE = Annotated[float, typer.Option(help="Share of drawn stations that is expected to report.")]


def design(
    folder: FOLDER,
    margin: Annotated[float, typer.Option(help="Margin to plan for, in percentage points.")] = 1.0,
    response: RESPONSE = 0.9,
) -> None:
    """Show the frame, the allocation of the sample to strata, and how many stations a margin needs."""
    if not 0 < margin < 100:
        raise WrongUse(f"--margin {margin:g}: write percentage points above 0 and below 100")
    if not 0 < response <= 1:
        raise WrongUse(f"--response {response:g}: write a share above 0 and at most 1")
    setup = read_setup(folder)
    show([_frame(setup), _allocation(setup), _sizes(setup, margin / 100, response)])


def _frame(setup: Setup) -> Section:
    voters = sum(one.registered for one in setup.strata)
    regions = len({one.region for one in setup.strata})
    lines = [
        f"{setup.design.frame.version}: {len(setup.frame):,} stations, {voters:,} registered voters, "
        f"{number(len(setup.strata), 'stratum', 'strata')}, {number(regions, 'region')}.",
        f"Checksum {setup.checksum[:16]}, whatever the order of rows.",
    ]
    if setup.left_out:
        out = sum(registered for _, registered, _ in setup.left_out)
        lines.append(f"Left out: {len(setup.left_out)} stations with {out:,} registered voters.")
    if unknown := sum(not row.most for row in setup.frame.values()):
        lines.append(f"Of {unknown} stations nothing says how many ballots they can hold: write registered or ballots.")
    if setup.unused:
        lines.append(f"Columns that nothing asks for: {', '.join(setup.unused)}.")
    return Section("Frame", lines)


def _allocation(setup: Setup) -> Section:
    try:
        found = setup.allocation()
    except ValueError as why:
        raise WrongUse(f"{DESIGN}, table [sample]: {why}") from None
    rows = [(one.name, one.region, f"{one.stations:,}", f"{found[one.name]:,}") for one in setup.strata]
    asked, drawn = setup.design.sample.stations, sum(found.values())
    lines = [
        f"{setup.design.sample.allocation}: {asked} stations asked for, {drawn} to be drawn, at least 2 a stratum."
    ]
    return Section("Allocation", lines, ("stratum", "region", "stations", "drawn"), rows, list(_regions(setup, found)))


def _regions(setup: Setup, drawn: Mapping[str, int]) -> Iterator[str]:
    """Which regions are drawn too few stations of to be estimated by themselves."""
    regions = dict.fromkeys(one.region for one in setup.strata)
    own = {name: [one for one in setup.strata if one.region == name] for name in regions}
    few = [
        name
        for name, strata in own.items()
        if FEW > sum(drawn[one.name] for one in strata) < sum(one.stations for one in strata)
    ]
    if few and len(regions) > 1:
        yield f"No estimate of their own, since fewer than {FEW} stations are drawn there: {', '.join(few)}."


def _sizes(setup: Setup, margin: float, response: float) -> Section:
    level = float(setup.design.level)
    quantile = normal(level)
    voters = sum(one.registered for one in setup.strata)
    lines = [
        f"Stations to draw for a margin of {100 * margin:g} (percentage points) at {per_cent(level)}, one share "
        f"alone, if {per_cent(response)} of them report."
    ]
    rows = list(_residual_sizes(setup, margin, quantile, response))
    if not rows:
        lines.append("No past election is named in [sample.past]: only it tells how much stations differ.")
    under = []
    if voters:
        needed = voters_needed(margin, quantile, voters)
        each = stations_for(needed, voters / len(setup.frame))
        under.append(
            f"The formula for voters gives {needed:,.0f} voters, {each:,} stations. It takes voters as drawn one by "
            "one and understates the need by the design effect, often twentyfold and more: not a size to plan with."
        )
    return Section("Size", lines, ("contestant of the past", "proportional", "Neyman") if rows else (), rows, under)


def _residual_sizes(setup: Setup, margin: float, quantile: float, response: float) -> Iterator[tuple[str, str, str]]:
    info = setup.design.sample.past
    if info is None:
        return
    try:
        for name, of in setup.pasts().items():
            even, best = (
                with_losses(size(how, of, margin, quantile), response)
                for how in (Allocation.PROPORTIONAL, Allocation.NEYMAN)
            )
            yield name, f"{even:,}", f"{best:,}"
    except ValueError as why:
        raise WrongUse(f"{info.file}: {why}") from None


def simulate(
    folder: FOLDER,
    draws: Annotated[int, typer.Option(help="How many times the design is drawn.", min=1)] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the draws; the same gives the same.", min=0)] = 1,
    response: RESPONSE = 1.0,
) -> None:
    """Draw the design many times from the past election that it names: its margins, and how often they hold."""
    import numpy as np

    if not 0 < response <= 1:
        raise WrongUse(f"--response {response:g}: write a share above 0 and at most 1")
    setup = read_setup(folder)
    info, rows = setup.past_rows()
    place = {one.name: at for at, one in enumerate(setup.strata)}
    numbers = np.array([numbers for _, numbers in rows], dtype=np.int64).reshape(len(rows), -1)
    of = Population(
        np.array([place[name] for name, _ in rows], dtype=np.int64), numbers[:, :-1], numbers[:, -1],
        tuple(one.region for one in setup.strata),
    )  # fmt: skip
    stations = np.bincount(of.strata, minlength=len(place)).tolist()
    try:
        drawn = setup.allocation()
        sample = [min(drawn[one.name], n) for one, n in zip(setup.strata, stations, strict=True)]
        if min(stations) < 1:
            raise ValueError("a stratum of the frame has no station there")
        with progress_bar(1) as bar:
            found = tried(
                of, sample, draws=draws, seed=seed, level=float(setup.design.level),
                response=[response] * len(sample) if response < 1 else None,
                tell=lambda done: bar(f"drawing {done} of {draws}"),
            )  # fmt: skip
    except ValueError as why:
        raise WrongUse(f"{info.file}: {why}") from None
    show([_simulated(found, info.votes, float(setup.design.level))])


def _simulated(found: Simulated, names: tuple[str, ...], level: float) -> Section:
    rows = [
        (" over ".join(names[place] for place in one.top), f"{100 * one.truth:.2f} %", f"{100 * one.margin:.2f} points",
         f"{one.coverage:.3f}", f"{100 * one.bias:+.3f} points")
        for one in found.tried
    ]  # fmt: skip
    lines = [
        f"{found.draws:,} draws, {found.reports:,.0f} reports on average; strata joined in {found.collapsed:,} of them."
    ]
    under = [
        f"All intervals together held all truths in {found.together:.3f} of the draws (asked: {level:g}).",
        f"Somebody was named first in {found.named:,} draws, wrongly in {found.wrong:,}.",
        "Silent stations were silent by chance here; on an election night they may not be.",
    ]
    return Section(
        "The design, drawn from the past election",
        lines,
        ("", "full count", "mean margin", "coverage", "bias"),
        rows,
        under,
    )
