"""Weights of a linkage estimated from the lists themselves, for lists of some thousands; smaller ones keep HAND.

Method: u from pairs that meet by turns, of which next to none are one person; m by expectation and maximisation
(Dempster, Laird, Rubin 1977; Winkler 1988) over pairs that agree on two fields. The m of a field is never estimated on
pairs that were chosen by it: pairs of one full name give the m of everything else, pairs of one given name and year of
birth that of the family name, pairs of one family name and year of birth that of the given name. Names tell a sex, so
that no such pairs give its m: it keeps its prior weight. Fields are taken as independent given whether the two are one
person, which makes scores somewhat too sure of themselves: the thresholds and cautions of `linkage_pairs` stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from saylau.methods.linkage import HAND, PRIOR, Field, Item, Key, Level, Weights, compared, sorted_items
from saylau.methods.linkage_pairs import year_of

ENOUGH = 2_000
"""Entries from which weights are estimated."""
_TURNS = 30
"""Others that each entry meets by turns."""
_ROUNDS = 200
_SETTLED = 1e-6
_ONCE = 1.0
"""Pairs of one person, as expected, of which a level must be seen more often to have an m of its own."""
_HELD_BACK = 0.5
"""Strangers that count beside the pairs at hand, as a share of these."""
_NEVER = 1e-6
"""Share of a level that was not seen yet."""
_LEVELS = tuple(level for level in Level if level is not Level.MISSING)
Pattern = tuple[Level, ...]
Shares = Mapping[Field, Mapping[Level, float]]


def fitting_weights(items: Iterable[Item]) -> Weights:
    """The weights set by hand, or from `ENOUGH` entries estimated ones."""
    known = sorted_items(items)
    return estimated(known) if len(known) >= ENOUGH else HAND


_ELSE = (Field.PATRONYMIC, Field.PLACE, Field.DAY, Field.ACT, Field.MATTER)
_PASSES = (
    ((Field.FAMILY, Field.GIVEN), (Field.BORN, *_ELSE)),
    ((Field.GIVEN, Field.BORN), (Field.FAMILY, *_ELSE)),
    ((Field.FAMILY, Field.BORN), (Field.GIVEN, *_ELSE)),
)
"""Fields on which pairs agree, and fields whose m such pairs can give; the first pass that gives one counts."""


def estimated(items: Iterable[Item]) -> Weights:
    """Weights from the lists. A level never seen keeps its prior weight, and is named in `kept`.

    The u of a name that is the same stays that of one bearer: `linkage.bits_of` takes off what its bearers ask for.
    """
    known = sorted_items(items)
    strangers = Counter(compared(one, other)[0] for one, other in _by_turns(known))
    u = {which: _shares(strangers, which) for which in Field}
    m: dict[Field, dict[Level, float]] = {Field.GENDER: {}}
    for agreed, fields in _PASSES:
        m = maximised(_patterns(known, agreed), u, fields) | m
    found = {key: _level(key, m, u) for key in PRIOR}
    kept = tuple(key for key, shares in found.items() if shares is None)
    return Weights({key: shares or PRIOR[key] for key, shares in found.items()}, estimated=True, kept=kept)


def _level(key: Key, m: Shares, u: Shares) -> tuple[float, float] | None:
    """m and u of a level; None where it was never seen."""
    which, level = key
    seen_m, seen_u = m[which].get(level, 0.0), u[which].get(level, 0.0)
    if which in (Field.FAMILY, Field.GIVEN) and level is Level.SAME:
        return (seen_m, PRIOR[key][1]) if seen_m else None
    return (seen_m, seen_u) if seen_m and seen_u else None


def _by_turns(items: Sequence[Item]) -> Iterable[tuple[Item, Item]]:
    """Pairs of two lists, each entry with others that stand at fixed distances after it in the order of keys."""
    size = len(items)
    for turn in range(1, _TURNS + 1):
        step = turn * size // (_TURNS + 1)
        for place, one in enumerate(items):
            other = items[(place + step) % size]
            if one.of != other.of:
                yield one, other


def _patterns(items: Sequence[Item], agreed: tuple[Field, Field]) -> Counter[Pattern]:
    """How often pairs of two lists that agree on two fields compare in each way."""
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        values = tuple(_value(item, which) for which in agreed)
        if all(values):
            groups.setdefault(values, []).append(item)
    found: Counter[Pattern] = Counter()
    for group in groups.values():
        found.update(compared(one, other)[0] for one, other in combinations(group, 2) if one.of != other.of)
    return found


def _value(item: Item, which: Field) -> str:
    if which is Field.BORN:
        return str(year_of(item) or "")
    return item.family if which is Field.FAMILY else item.given


def _shares(patterns: Mapping[Pattern, float], which: Field, least: float = 0.0) -> dict[Level, float]:
    """Share of each level of a field among patterns in which it is not missing; levels rarer than `least` left out."""
    counted: dict[Level, float] = {}
    for pattern, number in patterns.items():
        if pattern[which] is not Level.MISSING and number:
            counted[pattern[which]] = counted.get(pattern[which], 0.0) + number
    whole = sum(counted.values())
    return {level: counted[level] / whole for level in _LEVELS if counted.get(level, 0.0) > least}


def maximised(patterns: Mapping[Pattern, int], u: Shares, fields: Sequence[Field]) -> dict[Field, dict[Level, float]]:
    """m of each level of some fields, by expectation and maximisation over patterns.

    It begins at the prior m, the u given and one pair in ten. The u moves too, since pairs that agree on one thing
    agree on others more often than strangers do, but is held back by that of strangers; only the m is handed back.
    Without patterns, every m is empty.
    """
    m: dict[Field, dict[Level, float]] = {
        which: {level: PRIOR[which, level][0] for level in _LEVELS if (which, level) in PRIOR} for which in fields
    }
    apart, u = u, {which: u[which] for which in fields}
    same: dict[Pattern, float] = {}
    one_person, whole = 0.1, max(1, sum(patterns.values()))
    for _ in range(_ROUNDS):
        chances = {pattern: _chance(pattern, one_person, m, u) for pattern in patterns}
        same = {pattern: number * chances[pattern] for pattern, number in patterns.items()}
        other = {pattern: number - same[pattern] for pattern, number in patterns.items()}
        before, one_person = one_person, sum(same.values()) / whole
        m = {which: _shares(same, which) for which in fields}
        u = {which: _blended(_shares(other, which), sum(other.values()) / whole, apart[which]) for which in fields}
        if abs(before - one_person) < _SETTLED:
            break
    return {which: _shares(same, which, _ONCE) for which in fields}


def _blended(shares: Mapping[Level, float], weight: float, strangers: Mapping[Level, float]) -> dict[Level, float]:
    """u from the pairs at hand, of which `weight` are two people, and from strangers as if half as many were added.

    Without strangers, lists that agree on everything could be split at random into one person and two.
    """
    whole = weight + _HELD_BACK
    return {
        level: (shares.get(level, 0.0) * weight + strangers.get(level, 0.0) * _HELD_BACK) / whole
        for level in _LEVELS
        if level in shares or level in strangers
    }


def _chance(pattern: Pattern, one_person: float, m: Shares, u: Shares) -> float:
    """How likely a pair that compares so is one person."""
    same, other = one_person, 1 - one_person
    for which, levels in m.items():
        if pattern[which] is not Level.MISSING:
            same *= levels.get(pattern[which], _NEVER)
            other *= u[which].get(pattern[which], _NEVER)
    return same / (same + other)
