"""Linkages of the lists in a vault: which entries may be looked at, what people decided, what each linkage gives.

A linkage is a named object (threshold, weights, decisions up to a day, groups, hash); several stand side by side, since
a missed link makes two people of one, and no single linkage is the truth. It is stored in the vault; the case gets
numbers only. Entries of people who do not let their rows be analysed are in none (`saylau.casework.listed`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from saylau.casework.listed import Standing, known_same
from saylau.casework.pairs import item_of
from saylau.errors import WrongUse
from saylau.methods.linkage import Candidate, Weights
from saylau.methods.linkage_clusters import Linked, linked, overlaps
from saylau.methods.linkage_clusters import Verdict as Decided
from saylau.methods.linkage_em import fitting_weights
from saylau.methods.linkage_pairs import ASKED_FROM, LOOSE, MIDDLE, STRICT, Band, band, candidates
from saylau.records.entering import Row
from saylau.values import Count
from saylau.vault.entries import Entry, LinkageMade, ListEntry

PEOPLE_ONLY = "people only"
THRESHOLDS: Mapping[str, float | None] = MappingProxyType(
    {"strict": STRICT, "middle": MIDDLE, "loose": LOOSE, PEOPLE_ONLY: None}
)
"""Names that have a threshold of their own, in bits; None takes decisions of people only."""
SOURCE = "linkage"
"""Id of the source in which rows on linkages stand: our own work on the lists."""
OWN_SOURCE: Row = MappingProxyType(
    {"id": SOURCE, "title": "Linkage of lists of people", "grade": "A", "interest": "rights group"}
)


@dataclass(frozen=True)
class Compared:
    """The entries of some lists, their pairs with scores, and the weights by which they were scored."""

    entries: Mapping[str, ListEntry]
    pairs: tuple[Candidate, ...]
    weights: Weights


def compared(given: Standing, lists: Collection[str] = ()) -> Compared:
    """Every pair that is worth a look, best first, of the lists named or of all. Raises `WrongUse` for no such list."""
    chosen = _chosen(given, lists)
    entries = given.on(chosen)
    items = [item_of(handle, entry) for handle, entry in entries.items()]
    weights = fitting_weights(items)
    return Compared(entries, candidates(items, weights), weights)


def _chosen(given: Standing, lists: Collection[str]) -> tuple[str, ...]:
    chosen = tuple(sorted(set(lists))) or given.lists
    if not given.lists:
        raise WrongUse(
            "the vault holds no list entry to compare; add lists: saylau vault add CASE --list ID --from FILE"
        )
    missing = [name for name in chosen if name not in given.lists]
    if missing:
        raise WrongUse(f"no entry of {', '.join(missing)} to compare; there are entries of {', '.join(given.lists)}")
    return chosen


def to_judge(found: Compared, given: Standing) -> tuple[Candidate, ...]:
    """The pairs that people should look at and have not judged yet, best first; also those on which they disagree."""
    open_pairs = {dispute.pair for dispute in given.judged.disputes}
    return tuple(
        pair
        for pair in found.pairs
        if pair.pair in open_pairs or (pair.pair not in given.judged.verdicts and band(pair) is Band.ASK)
    )


# Linkages


@dataclass(frozen=True)
class Made:
    """A linkage with what is behind it."""

    entry: LinkageMade
    linked: Linked
    overlaps: Mapping[tuple[str, ...], tuple[int, int]]

    @property
    def people(self) -> Count:
        """How many people come out; bounds while groups wait for review."""
        return Count.between(*self.linked.people)

    @property
    def entries(self) -> int:
        """How many entries went in."""
        return sum(map(len, self.entry.clusters))


def threshold_of(name: str, threshold: float | None) -> float | None:
    """The threshold of a linkage: the one given, or the one that its name has. Raises `WrongUse`."""
    if name == PEOPLE_ONLY and threshold is not None:
        raise WrongUse(f"{PEOPLE_ONLY!r} takes no threshold; name the linkage otherwise, e.g. middle")
    if threshold is None and name not in THRESHOLDS:
        known = ", ".join(THRESHOLDS)
        raise WrongUse(
            f"say from which score {name!r} takes two entries as one person: --threshold BITS ({known} have theirs)"
        )
    if threshold is not None and threshold < ASKED_FROM:
        raise WrongUse(
            f"--threshold {threshold:g}: pairs under {ASKED_FROM:g} bits are not looked at; name a higher one"
        )
    return THRESHOLDS[name] if threshold is None else threshold


def link(given: Standing, found: Compared, name: str, threshold: float | None) -> Made:
    """One linkage of what was compared. The same entries, decisions and threshold give the same groups and hash."""
    lists = {handle: entry.list for handle, entry in found.entries.items()}
    scored = [pair.pair for pair in found.pairs if band(pair, threshold) is Band.SAME]
    groups = linked(lists, scored, given.judged.verdicts, known_same(found.entries))
    entry = LinkageMade(
        on=given.day,
        name=name,
        lists=tuple(sorted(set(lists.values()))),
        threshold=threshold,
        weights={} if threshold is None else _weights(found.weights),
        clusters=groups.groups,
        note=_kept(found.weights) if threshold is not None else "",
    )
    return Made(entry, groups, overlaps(groups, lists))


def _weights(weights: Weights) -> dict[str, float]:
    return {
        f"{which.name.lower()}.{level.name.lower()}": weights.bits[which][level] for which, level in sorted(weights.m_u)
    }


def _kept(weights: Weights) -> str:
    """How the weights were had, with the levels that were never seen."""
    if not weights.estimated:
        return "weights set by hand"
    kept = ", ".join(f"{which.name.lower()}.{level.name.lower()}" for which, level in sorted(weights.kept))
    return "weights estimated from the lists" + (f"; never seen, so kept as set by hand: {kept}" if kept else "")


def hash_of(made: LinkageMade) -> str:
    """SHA-256 of what a linkage holds: everything but its name and note, in one written form."""
    held = made.model_dump(mode="json", exclude={"name", "note", "kind"})
    return sha256(json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def latest(common: Sequence[Entry]) -> dict[str, LinkageMade]:
    """The linkages that stand in a vault, the last of each name, by name."""
    return {entry.name: entry for entry in common if isinstance(entry, LinkageMade)}


class State(StrEnum):
    """How a linkage that was built stands against the entries and decisions of a day."""

    HOLDS = "holds"
    CHANGED = "entries or decisions came since"
    WITHDRAWN = "it holds an entry that may no longer be analysed, so its numbers may not be used"


def state_of(made: LinkageMade, given: Standing, again: Made | None) -> State:
    """How a linkage stands; `again` is the same linkage made of what stands now, None where nothing is left to link."""
    if not {handle for group in made.clusters for handle in group} <= given.entries.keys():
        return State.WITHDRAWN
    return State.HOLDS if again and again.entry.clusters == made.clusters else State.CHANGED


Wanted = Mapping[str, tuple[float | None, tuple[str, ...]]]
"""Linkages to make, by name: threshold and lists, no list for all."""


def wanted(
    given: Standing,
    before: Mapping[str, LinkageMade],
    *,
    name: str = "",
    threshold: float | None = None,
    lists: Sequence[str] = (),
    dropped: Collection[str] = (),
) -> Wanted:
    """Which linkages to make: the one named and those that were dropped; without a name all that were built before.

    Where none was, those that have a threshold by their name, and the one of people's decisions where there are any.
    Raises `WrongUse` for a name without a threshold.
    """
    known = {one: (made.threshold, tuple(lists) or made.lists) for one, made in before.items()}
    if name:
        linkage_id(name)
        return {one: known[one] for one in sorted(dropped)} | {name: (threshold_of(name, threshold), tuple(lists))}
    return known or {
        one: (limit, tuple(lists))
        for one, limit in THRESHOLDS.items()
        if one != PEOPLE_ONLY or Decided.SAME in given.judged.verdicts.values()
    }


def link_all(given: Standing, asked: Wanted, named: Collection[str] = ()) -> list[Made]:
    """The linkages asked for, of what stands. One whose lists have no entry left is left out.

    Raises `WrongUse` where a list of `named`, which people asked for, has none.
    """
    _chosen(given, named)
    found: dict[tuple[str, ...], Compared] = {}
    made: list[Made] = []
    for name, (limit, lists) in asked.items():
        left = tuple(one for one in lists if one in given.lists)
        if lists and not left:
            continue
        if left not in found:
            found[left] = compared(given, left)
        made.append(link(given, found[left], name, limit))
    return made


# Rows of the case

_NO_ID = re.compile(r"[^a-z0-9.]+")


def linkage_id(name: str) -> str:
    """Id of a linkage in the case. Raises `WrongUse` for a name without a letter or digit of an id."""
    found = _NO_ID.sub("-", name.lower()).strip("-.")
    if not found:
        raise WrongUse(f"{name!r}: name a linkage with Latin letters or digits, e.g. middle")
    return f"linkage-{found}"


def rows_of(made: Made) -> dict[str, list[Row]]:
    """The rows of a linkage in the case, by table: numbers only. Overlaps count private people, and stay inside."""
    thing = linkage_id(made.entry.name)
    threshold = "" if made.entry.threshold is None else f"{made.entry.threshold:g} bits"
    row = {
        "id": thing, "name": made.entry.name, "lists": "; ".join(made.entry.lists), "threshold": threshold,
        "judged_until": made.entry.on.isoformat(), "entries": str(made.entries), "people": made.people.text,
        "hash": hash_of(made.entry), "source": SOURCE, "locator": made.entry.name, "heard": "first hand",
    }  # fmt: skip
    on_lists = sorted(made.overlaps.items(), key=lambda each: (len(each[0]), each[0]))
    return {
        "linkage": [row],
        "overlap": [
            {
                "id": f"{thing}.{place}", "linkage": thing, "lists": "; ".join(lists),
                "number": Count.between(low, high).text, "source": SOURCE, "locator": made.entry.name,
                "heard": "first hand", "display": "number",
            }
            for place, (lists, (low, high)) in enumerate(on_lists, 1)
        ],
    }  # fmt: skip


def is_of(things: Collection[str], row: Row) -> bool:
    """Whether a row of `linkage.csv` or `overlap.csv` is of one of these linkages, by our own source."""
    return row.get("source") == SOURCE and (row.get("id") in things or row.get("linkage") in things)


def all_rows(made: Iterable[Made]) -> dict[str, list[Row]]:
    """The rows of several linkages."""
    found: dict[str, list[Row]] = {"linkage": [], "overlap": []}
    for one in made:
        for table, rows in rows_of(one).items():
            found[table] += rows
    return found
