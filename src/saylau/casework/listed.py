"""Entries of lists that may be looked at on a day, and what people decided on them.

Entries of people who do not let their rows be analysed are out, and with them those that people judged to be about the
same person. Decisions are only added: of one person's on a pair the last counts, and none is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from saylau.methods.linkage_clusters import Pair, linked, pair_of
from saylau.methods.linkage_clusters import Verdict as Decided
from saylau.vault.entries import Entry, Judgement, ListEntry, Verdict
from saylau.vault.ledger import may_count


@dataclass(frozen=True)
class Dispute:
    """A pair on which people decided same and different, each as their last word."""

    pair: Pair
    same: tuple[str, ...]
    different: tuple[str, ...]
    """Who decided so."""


@dataclass(frozen=True)
class Judged:
    """What people decided: one verdict a pair, and the pairs on which they disagree."""

    verdicts: Mapping[Pair, Decided]
    disputes: tuple[Dispute, ...]


def judged(common: Sequence[Entry], until: date) -> Judged:
    """The decisions that stand on a day. Of one person's decisions on a pair the last counts; no other is lost.

    Same beside different by two people is a dispute, and counts as unsure until they agree; unsure gives way to either.
    """
    last: dict[Pair, dict[str, Judgement]] = {}
    for entry in common:
        if isinstance(entry, Judgement) and entry.on <= until:
            by_person = last.setdefault(pair_of(entry.one, entry.other), {})
            if entry.by not in by_person or by_person[entry.by].on <= entry.on:
                by_person[entry.by] = entry
    verdicts: dict[Pair, Decided] = {}
    disputes: list[Dispute] = []
    for pair, by_person in sorted(last.items()):
        said = {v: tuple(sorted(p for p, j in by_person.items() if j.verdict is v)) for v in Verdict}
        if said[Verdict.SAME] and said[Verdict.DIFFERENT]:
            disputes.append(Dispute(pair, said[Verdict.SAME], said[Verdict.DIFFERENT]))
            verdicts[pair] = Decided.UNSURE
        else:
            clear = Decided.SAME if said[Verdict.SAME] else Decided.DIFFERENT
            verdicts[pair] = clear if said[Verdict.SAME] or said[Verdict.DIFFERENT] else Decided.UNSURE
    return Judged(verdicts, tuple(disputes))


# Which entries may be looked at


@dataclass(frozen=True)
class Standing:
    """The list entries that may be analysed on a day, and what people decided on them."""

    entries: Mapping[str, ListEntry]
    """By handle, in order."""
    out: frozenset[str]
    """Handles of entries about people who do not let their rows be analysed."""
    judged: Judged
    day: date

    @property
    def lists(self) -> tuple[str, ...]:
        """Ids of the lists whose entries may be linked, in alphabetical order."""
        return tuple(sorted({entry.list for entry in self.entries.values()}))

    def on(self, lists: Collection[str]) -> dict[str, ListEntry]:
        """The entries of some lists."""
        return {handle: entry for handle, entry in self.entries.items() if entry.list in lists}


def standing(
    listed: Mapping[str, Sequence[Entry]],
    people: Mapping[str, Sequence[Entry]],
    common: Sequence[Entry],
    day: date,
    minors: Collection[str] = (),
) -> Standing:
    """What may be analysed on a day. `listed` holds the entries of the vault by list entry, `people` by case number.

    Out is an entry with the case number of someone who did not agree to analysis inside, or took it back, or of whom
    the vault knows nothing; and with it every entry that people judged to be about the same person.
    """
    held = {handle: last for handle, entries in sorted(listed.items()) if (last := _last(entries))}
    found = judged(common, day)
    refused = {
        handle
        for handle, entry in held.items()
        if entry.person
        and not may_count(people.get(entry.person, ()), day, number=entry.person, minor=entry.person in minors).yes
    }
    same = {pair for pair, verdict in found.verdicts.items() if verdict is Decided.SAME}
    known = set(known_same(held))
    groups = linked(dict.fromkeys(held, ""), (), dict.fromkeys(same, Decided.SAME), known).groups
    out = {handle for group in groups if refused.intersection(group) for handle in group}
    kept = {handle: entry for handle, entry in held.items() if handle not in out}
    verdicts = {pair: v for pair, v in found.verdicts.items() if set(pair) <= kept.keys()}
    disputes = tuple(dispute for dispute in found.disputes if set(dispute.pair) <= kept.keys())
    return Standing(MappingProxyType(kept), frozenset(out), Judged(verdicts, disputes), day)


def _last(entries: Sequence[Entry]) -> ListEntry | None:
    """A list entry as it was last corrected."""
    found = [entry for entry in entries if isinstance(entry, ListEntry)]
    return found[-1] if found else None


def known_same(entries: Mapping[str, ListEntry]) -> Iterator[Pair]:
    """Entries that carry one case number, each with the next."""
    by_number: dict[str, list[str]] = {}
    for handle, entry in entries.items():
        if entry.person:
            by_number.setdefault(entry.person, []).append(handle)
    for handles in by_number.values():
        yield from (pair_of(one, other) for one, other in pairwise(sorted(handles)))
