"""Invented elections from a seed: ballots cast one by one, and the same with numbers written by hand."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np  # noqa: TID253
from numpy.typing import NDArray  # noqa: TID253

from saylau.methods.results.roles import Role
from saylau.methods.results.stations import About, Day, Report, Stations

Counts = NDArray[np.int64]


def stations_of(
    registered: Counts,
    issued: Counts,
    counted: Counts,
    leader: Counts,
    *,
    regions: int = 1,
    districts: int = 1,
    **more: Counts,
) -> Stations:
    """Stations of given numbers in areas of equal size; further counts by role, reports, options by any other name."""
    n = len(registered)
    names = tuple((f"R{r:02d}", f"D{d:02d}") for r in range(regions) for d in range(districts))
    counts = {Role.REGISTERED: registered, Role.ISSUED: issued, Role.COUNTED: counted, Role.LEADER: leader}
    counts |= {Role(name): of for name, of in more.items() if name in list(Role)}
    told = [name for name in more if name.startswith("voted_by_")]
    options = {name: of for name, of in more.items() if name not in (*Role, *told)}
    return Stations(
        counts=MappingProxyType({role: np.asarray(of, np.int64) for role, of in counts.items()}),
        options=MappingProxyType({name: np.asarray(of, np.int64) for name, of in options.items()}),
        area=np.arange(n, dtype=np.int64) * len(names) // max(n, 1), areas=names,
        station=np.array([f"S{i}" for i in range(n)], np.object_),
        turnout_role=Role.ISSUED, share_role=Role.COUNTED, leader="leader", about=About("an invented election"),
        day=Day(tuple(Report(name, None, np.asarray(more[name], np.int64)) for name in told)),
    )  # fmt: skip


def clean(seed: int, n: int = 3_000, *, regions: int = 1, districts: int = 1) -> Stations:
    """Lists of 100 to 3,000 voters; each voter comes and chooses at the rate of the station."""
    draw = np.random.default_rng(seed)
    registered = np.clip(draw.lognormal(6.8, 0.7, n).astype(np.int64), 100, 3_000)
    issued = draw.binomial(registered, draw.beta(12, 8, n))
    leader = draw.binomial(issued, draw.beta(8, 10, n))
    return stations_of(registered, issued, issued, leader, regions=regions, districts=districts)


def with_round_turnout(stations: Stations, share: float, seed: int, region: int | None = None) -> Stations:
    """Turnout lifted to the next integer percentage at least five points up, in a share of the stations."""
    draw = np.random.default_rng(seed)
    n, g, w = (np.array(a) for a in (stations.registered, stations.issued, stations.votes))
    forged = (draw.random(len(n)) < share) & (n > 0)
    if region is not None:
        forged &= stations.region == region
    points = np.minimum(np.ceil(100 * g / np.maximum(n, 1) + 5), 98).astype(np.int64)
    lifted = np.maximum(g, np.rint(points * n / 100).astype(np.int64))
    issued = np.where(forged, lifted, g)
    leader = np.where(forged, w + issued - g, w)
    made = stations_of(n, issued, issued, leader)
    return Stations(
        counts=made.counts, options={}, area=stations.area, areas=stations.areas, station=stations.station,
        turnout_role=Role.ISSUED, share_role=Role.COUNTED, leader="leader", about=stations.about,
    )  # fmt: skip
