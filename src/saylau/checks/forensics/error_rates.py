"""Error rates of a calibration: how many of how many, with an exact bound, and whether that bears out a requirement.

C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
Biometrika 26 (1934) 404-413: the one-sided bounds are quantiles of beta distributions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from saylau.checks.forensics.calibration import SHARES, Calibrated
from saylau.methods.results.trial import LEVELS, STATISTICS, Clean, Forged

CONFIDENCE = 0.95
MOST_BLOCKS = Fraction(7, 100)
"""What the upper bound of the rate by block may be at nominal 5 %."""
MOST_SPIKES = Fraction(6, 100)
MOST_MODELS = Fraction(2, 100)


class Borne(StrEnum):
    """Whether a number of trials bears out that a rate is at most so much."""

    MET = "met"
    NOT_SHOWN = "not shown"
    NOT_MET = "not met"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many rejected of so many, independent of each other where every voter decided alone."""

    rejected: int
    of: int

    @property
    def share(self) -> float:
        """The rate that was seen; 0 of none."""
        return self.rejected / self.of if self.of else 0.0

    @property
    def upper(self) -> float:
        """Upper one-sided 95 % bound: the largest rate under which so few come with a chance of at least 5 %."""
        from scipy.special import betaincinv

        if self.rejected >= self.of:
            return 1.0
        return float(betaincinv(self.rejected + 1, self.of - self.rejected, CONFIDENCE))

    @property
    def lower(self) -> float:
        """Lower one-sided 95 % bound."""
        from scipy.special import betaincinv

        if not self.rejected:
            return 0.0
        return float(betaincinv(self.rejected, self.of - self.rejected + 1, 1 - CONFIDENCE))

    def bears_out(self, most: Fraction) -> Borne:
        """Whether the rate is at most `most`: met by its upper bound, not met by its lower one, else not shown."""
        if self.upper <= most:
            return Borne.MET
        return Borne.NOT_MET if self.lower > most else Borne.NOT_SHOWN


@dataclass(frozen=True, slots=True)
class Power:
    """What the headline said where so many stations were forged."""

    per_10_000: int
    z: float
    """Mean over the forged elections."""
    z_turnout: float
    flagged: Rate


@dataclass(frozen=True)
class Group:
    """Elections that are counted together: one that was given, all given ones, or all synthetic ones."""

    name: str
    elections: int
    stations: int
    kinds: tuple[str, ...]
    """What a block is in them."""
    too_small: int
    blocks: Mapping[str, tuple[Rate, ...]]
    """By statistic, a rate for each of `LEVELS`."""
    whole: tuple[Rate, ...]
    """Elections rejected as a whole at each of `LEVELS`, by the headline."""
    largest_z: float
    """Of the headline, over the elections."""
    region: Rate
    """Elections of several regions in which one is rejected, asked without regard to the whole."""
    region_told: Rate
    """The same where a region is named only if the whole is flagged, as `saylau results` does."""
    power: tuple[Power, ...] = ()

    @property
    def headline(self) -> Rate:
        """False positives of the headline by block at nominal 5 %."""
        return self.blocks["any"][0]


@dataclass(frozen=True)
class Model:
    """A method beside the primary test on synthetic elections."""

    name: str
    rate: Rate
    """Of those that it answered."""
    refused: int
    most: Fraction

    @property
    def borne(self) -> Borne:
        """Met where at most `most` of those run were rejected, which is no bound; not met by the lower bound."""
        if self.rate.of and self.rate.rejected <= self.most * self.rate.of:
            return Borne.MET
        return Borne.NOT_MET if self.rate.lower > self.most else Borne.NOT_SHOWN


@dataclass(frozen=True)
class Report:
    """Everything that a calibration found."""

    found: Calibrated
    given: tuple[Group, ...]
    """One by one."""
    together: Group | None
    """All that were given; None where there are fewer than two."""
    synthetic: Group | None
    models: tuple[Model, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """In the order in which they are told."""
        last = (self.together, self.synthetic)
        return (*self.given, *(group for group in last if group is not None))

    @property
    def judged(self) -> tuple[Group, ...]:
        """The groups of which the requirement is asked: all given elections, and all synthetic ones."""
        given = (self.together,) if self.together else self.given
        return (*given, *((self.synthetic,) if self.synthetic else ()))


def report(found: Calibrated) -> Report:
    """Rates with bounds out of what the jobs answered."""
    given = tuple(_group(clean.name, [clean], forged) for clean, forged in found.given)
    cleans, drawn = ([clean for clean, _ in part] for part in (found.given, found.synthetic))
    forgeries = [one for _, forged in found.synthetic for one in forged]
    models = (("spikes", found.spikes, MOST_SPIKES), ("klimek", found.models, MOST_MODELS))
    return Report(
        found,
        given,
        _group("All given elections", cleans, ()) if len(cleans) > 1 else None,
        _group(f"{len(drawn)} synthetic elections", drawn, forgeries) if drawn else None,
        tuple(Model(name, *_of(answers), most) for name, answers, most in models if answers),
    )


def _of(answers: Sequence[bool | None]) -> tuple[Rate, int]:
    told = [answer for answer in answers if answer is not None]
    return Rate(sum(told), len(told)), len(answers) - len(told)


def _group(name: str, cleans: Sequence[Clean], forged: Sequence[Forged]) -> Group:
    several = [clean for clean in cleans if clean.regions]
    return Group(
        name=name,
        elections=len(cleans),
        stations=sum(clean.stations for clean in cleans),
        kinds=tuple(sorted({clean.kind for clean in cleans})),
        too_small=sum(clean.too_small for clean in cleans),
        blocks={statistic: _blocks(statistic, cleans) for statistic in STATISTICS},
        whole=tuple(Rate(sum(clean.p <= level for clean in cleans), len(cleans)) for level in LEVELS),
        largest_z=max(clean.z["any"] for clean in cleans),
        region=Rate(sum(clean.region_stands_out for clean in several), len(several)),
        region_told=Rate(sum(clean.told for clean in several), len(several)),
        power=_power(forged),
    )


def _blocks(statistic: str, cleans: Sequence[Clean]) -> tuple[Rate, ...]:
    units = [clean.blocks[statistic] for clean in cleans]
    tested = sum(one.tested for one in units)
    return tuple(Rate(sum(one.rejected[place] for one in units), tested) for place in range(len(LEVELS)))


def _power(forged: Sequence[Forged]) -> tuple[Power, ...]:
    """By share; means in the order of the jobs."""
    found = []
    for share in SHARES:
        ones = [one for one in forged if one.per_10_000 == share]
        if ones:
            z, turnout = (sum(values) / len(ones) for values in ([o.z for o in ones], [o.z_turnout for o in ones]))
            found.append(Power(share, z, turnout, Rate(sum(one.flagged for one in ones), len(ones))))
    return tuple(found)
