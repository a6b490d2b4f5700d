"""Signatures: the sentences on margin and pace, one for each way in which counts and days are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import count
from types import MappingProxyType

from saylau.checks.addressees import author
from saylau.checks.collection import TO_THE_DAY_BEFORE, Period, Threshold
from saylau.checks.contestants import Contestant
from saylau.checks.told import Told, hull
from saylau.records.case import Case
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.values import Count, When
from saylau.values.message import From, Message, Name, Percent, Value


def margin_share(over: int, required: int) -> Percent:
    """A margin with two digits, or as many more as show the first digit of one that is nearer to zero."""
    share = Fraction(over, required)
    return Percent(share, next(digits for digits in count(2) if not share or abs(share) * 100 * 10**digits >= 1))


_ONE_COUNT: Mapping[tuple[str, bool], str] = MappingProxyType(
    {
        ("equal", False): "{count} signatures of {person} were stated, exactly the {required} required.",
        ("equal", True): "{count} signatures of {person} were accepted, exactly the {required} required.",
        ("equal, short", False): "{count} signatures of {person} were stated, exactly the {required} required under "
        "one reading and {below} below the {higher} required under another ({short}).",
        ("equal, short", True): "{count} signatures of {person} were accepted, exactly the {required} required under "
        "one reading and {below} below the {higher} required under another ({short}).",
        ("above", False): "{count} signatures of {person} were stated, {gap} above the {required} required ({margin}).",
        ("above", True): "{count} signatures of {person} were accepted, {gap} above the {required} required "
        "({margin}).",
        ("above, short", False): "{count} signatures of {person} were stated, {gap} above the {required} required "
        "under one reading ({margin}) and {below} below the {higher} required under another ({short}).",
        ("above, short", True): "{count} signatures of {person} were accepted, {gap} above the {required} required "
        "under one reading ({margin}) and {below} below the {higher} required under another ({short}).",
        ("below", False): "{count} signatures of {person} were stated, {gap} below the {required} required ({margin}).",
        ("below", True): "{count} signatures of {person} were accepted, {gap} below the {required} required "
        "({margin}).",
        ("registered, below", False): "{count} signatures of {person}, who was registered, were stated, {gap} below "
        "the {required} required ({margin}).",
        ("registered, below", True): "{count} signatures of {person}, who was registered, were accepted, {gap} below "
        "the {required} required ({margin}).",
        ("refused, above", False): "{count} signatures of {person}, whose registration was refused, were stated, "
        "{gap} above the {required} required ({margin}).",
        ("refused, above", True): "{count} signatures of {person}, whose registration was refused, were accepted, "
        "{gap} above the {required} required ({margin}).",
        ("refused, short", False): "{count} signatures of {person}, whose registration was refused, were stated, "
        "{gap} above the {required} required under one reading ({margin}) and {below} below the {higher} required "
        "under another ({short}).",
        ("refused, short", True): "{count} signatures of {person}, whose registration was refused, were accepted, "
        "{gap} above the {required} required under one reading ({margin}) and {below} below the {higher} required "
        "under another ({short}).",
        ("refused, below", False): "{count} signatures of {person}, whose registration was refused, were stated, "
        "{gap} below the {required} required ({margin}).",
        ("refused, below", True): "{count} signatures of {person}, whose registration was refused, were accepted, "
        "{gap} below the {required} required ({margin}).",
    }
)
"""By the standing of a number, and whether the number is of accepted signatures."""


def _standing(number: int, required: int, highest: int, stage: CandidacyStage | None) -> str:
    """Where a number lies beside the lowest and the highest number that readings require, for whom."""
    short = required <= number < highest
    if stage is CandidacyStage.REFUSED:
        return "refused, short" if short else "refused, above" if number >= required else "refused, below"
    if number < required:
        return "registered, below" if stage is CandidacyStage.REGISTERED else "below"
    if number == required:
        return "equal, short" if short else "equal"
    return "above, short" if short else "above"


def margin_says(
    contestant: Contestant, said: Sequence[Told[Count]], law: Threshold, *, accepted: bool, differ: bool
) -> Message:
    """How far the numbers of signatures stand above or below the number required, in signatures and in per cent.

    `accepted` tells numbers of valid signatures from those handed in; `differ` is for numbers on both sides.
    """
    if len(law.least) == 1 and not differ and len(said) == 1:
        return _one_count(contestant, said[0], law, accepted)
    exact = [one.value.low for one in said if one.value.exact is not None]
    required = law.lowest or 0
    given: dict[str, Value] = {
        "counts": tuple(From(one.value, one.facts) for one in said), "person": Name(contestant.person),
        "gaps": tuple(number - required for number in exact),
        "margins": tuple(margin_share(number - required, required) for number in exact),
    }  # fmt: skip
    if len(law.least) > 1:
        template = _BY_TOTAL[accepted]
        return Message(template, **given, low=required, high=law.least[-1])
    return Message((_DIFFER if differ else _SEVERAL)[accepted], **given, required=required)


_BY_TOTAL = {
    False: "{counts} signatures of {person} were stated; {low} or {high} were required, by which number of voters is "
    "taken (margins over the lower: {gaps} signatures, {margins}).",
    True: "{counts} signatures of {person} were accepted; {low} or {high} were required, by which number of voters is "
    "taken (margins over the lower: {gaps} signatures, {margins}).",
}
_DIFFER = {
    False: "Sources gave {counts} signatures of {person}; {required} were required, and sources differ on whether they "
    "were reached (margins {gaps} signatures, {margins}).",
    True: "Sources gave {counts} accepted signatures of {person}; {required} were required, and sources differ on "
    "whether they were reached (margins {gaps} signatures, {margins}).",
}
_SEVERAL = {
    False: "Sources gave {counts} signatures of {person}; {required} were required, and the margins were {gaps} "
    "signatures ({margins}).",
    True: "Sources gave {counts} accepted signatures of {person}; {required} were required, and the margins were "
    "{gaps} signatures ({margins}).",
}


def _one_count(contestant: Contestant, one: Told[Count], law: Threshold, accepted: bool) -> Message:
    number, required = one.value.low, law.lowest or 0
    highest = max(number for _, number in law.required)
    standing = _standing(number, required, highest, contestant.stage)
    given: dict[str, Value] = {
        "count": From(one.value, one.facts), "person": Name(contestant.person), "required": required,
    }  # fmt: skip
    if not standing.startswith("equal"):
        given |= {"gap": abs(number - required), "margin": margin_share(abs(number - required), required)}
    if standing.endswith("short"):
        short = highest - number
        given |= {"below": short, "higher": highest, "short": margin_share(short, highest)}
    return Message(_ONE_COUNT[standing, accepted], **given)


def per_day(number: int, days: Count) -> Count:
    """Signatures a day, to the nearest whole one, with the bounds that the number of days leaves."""
    low = 0 if days.high is None else round(Fraction(number, days.high))
    return Count.between(low, round(Fraction(number, max(1, days.low))))


_PACE: Mapping[tuple[str, bool], str] = MappingProxyType(
    {
        ("stated", False): "As stated, signatures of {person} were collected from {start} to {end}, {days} days; the "
        "{required} required meant at least {rate} a day.",
        ("stated", True): "As stated, signatures of {person} were collected from {start} to {end}, {days} days; the "
        "{required} required meant {rate} a day, the {count} handed in {count_rate} a day.",
        ("told", False): "As told by {starter}, signatures of {person} were collected from {start}, and as told by "
        "{ender} to {end}, {days} days; the {required} required meant at least {rate} a day.",
        ("told", True): "As told by {starter}, signatures of {person} were collected from {start}, and as told by "
        "{ender} to {end}, {days} days; the {required} required meant {rate} a day, the {count} handed in {count_rate} "
        "a day.",
        ("day before", False): "As stated, signatures of {person} were collected from {start}; to {end}, the day "
        "before registration, which is assumed, these were {days} days, and the {required} required meant at least "
        "{rate} a day.",
        ("day before", True): "As stated, signatures of {person} were collected from {start}; to {end}, the day before "
        "registration, which is assumed, these were {days} days, and the {required} required meant {rate} a day, the "
        "{count} handed in {count_rate} a day.",
        ("starts, day before", False): "Sources gave {start} as the first day on which signatures of {person} were "
        "collected; to {end}, the day before registration, which is assumed, these were {days} days, and the "
        "{required} required meant at least {rate} a day.",
        ("starts, day before", True): "Sources gave {start} as the first day on which signatures of {person} were "
        "collected; to {end}, the day before registration, which is assumed, these were {days} days, and the "
        "{required} required meant {rate} a day, the {count} handed in {count_rate} a day.",
        ("starts, that day", False): "Sources gave {start} as the first day on which signatures of {person} were "
        "collected; to {end}, the day of registration, which is assumed, these were {days} days, and the {required} "
        "required meant at least {rate} a day.",
        ("starts, that day", True): "Sources gave {start} as the first day on which signatures of {person} were "
        "collected; to {end}, the day of registration, which is assumed, these were {days} days, and the {required} "
        "required meant {rate} a day, the {count} handed in {count_rate} a day.",
        ("differ", False): "Sources gave {start} as the first day and {end} as the last on which signatures of "
        "{person} were collected, {days} days; the {required} required meant at least {rate} a day.",
        ("differ", True): "Sources gave {start} as the first day and {end} as the last on which signatures of "
        "{person} were collected, {days} days; the {required} required meant {rate} a day, the {count} handed in "
        "{count_rate} a day.",
    }
)
"""By how the days are known, and whether a number handed in is stated."""


def spans(found: Sequence[Period]) -> tuple[Period, ...]:
    """The periods that the sentence on pace shows: all that are stated, or those with the leading assumed end."""
    first = found[0]
    return tuple(p for p in found if not first.assumed or (p.assumed, p.end) == (first.assumed, first.end))


def rate_says(
    case: Case, contestant: Contestant, found: Sequence[Period], required: int, counts: Sequence[Told[Count]]
) -> Message:
    """The days of collection as stated, or as assumed, and the signatures a day that they meant.

    First days that differ stand side by side where the last day is assumed.
    """
    shown = spans(found)
    how = _how(case, shown)
    exact = counts[0].value.exact if counts else None
    days = [period.days for period in shown]
    given: dict[str, Value] = {
        "start": _dated((p.start, p.facts[0]) for p in shown), "end": _dated((p.end, p.facts[-1]) for p in shown),
        "days": _beside(days, how), "person": Name(contestant.person), "required": required,
        "rate": _beside([per_day(required, one) for one in days], how), **_tellers(case, shown[0], how),
    }  # fmt: skip
    if exact is None:
        return Message(_PACE[how, False], **given)
    given["count"] = From(Count.of(exact), counts[0].facts)
    return Message(_PACE[how, True], **given, count_rate=_beside([per_day(exact, one) for one in days], how))


def _how(case: Case, shown: Sequence[Period]) -> str:
    """How the days are known."""
    first = shown[0]
    if first.assumed == TO_THE_DAY_BEFORE:
        return "starts, day before" if len(shown) > 1 else "day before"
    if first.assumed:
        return "starts, that day"
    if len(shown) > 1:
        return "differ"
    return "told" if any(case.fact(fact).said_by for fact in first.facts) else "stated"


def _tellers(case: Case, period: Period, how: str) -> dict[str, Value]:
    """Who told the first day and who the last: the one named with the claim, or the author of its source."""
    if how != "told":
        return {}
    who = [case.fact(fact).said_by or author(case, (fact,)) for fact in period.facts]
    return {"starter": who[0], "ender": who[-1]}


def _dated(days: Iterable[tuple[When, str]]) -> Value:
    """Different days, each with its claims, in order."""
    found: dict[When, list[str]] = {}
    for day, fact in days:
        found.setdefault(day, []).append(fact)
    return tuple(From(day, tuple(dict.fromkeys(facts))) for day, facts in found.items())


def _beside(counts: Sequence[Count], how: str) -> Value:
    """One number for each span shown; their range where first and last days both differ."""
    range_of = hull(counts) if how == "differ" else None
    return tuple(counts) if range_of is None else range_of
