"""Linkages of the lists of a case: built of what stands, side by side; groups in the vault, numbers in the case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from saylau.casework import linkages
from saylau.casework.linkages import Made, State
from saylau.casework.listed import Standing
from saylau.records.entering import Row
from saylau.server.access.guard import NotPermitted, grants
from saylau.server.access.models import User
from saylau.server.access.permissions import Grant
from saylau.server.audit.chain import append
from saylau.server.states import FactState
from saylau.server.store.context import GONE
from saylau.server.store.facts import add_fact, cells_of, change_fact, step_fact
from saylau.server.store.models import SOURCE, Case, Fact
from saylau.server.vault.access import refuse_names
from saylau.server.vault.keeper import change
from saylau.server.vault.linking import JUDGE, standing_of
from saylau.server.vault.words import word
from saylau.vault.vault import COMMON, Vault

OVER = "no longer part of the linkage as it was built anew"
"""Why a row of the case is withdrawn, as its history has it."""


@dataclass(frozen=True)
class Line:
    """A linkage on the page."""

    name: str
    threshold: str
    lists: str
    entries: str
    people: str
    several: str
    """People on two lists or more."""
    hash: str
    state: Promise | str
    holds: bool
    conflicts: tuple[tuple[tuple[str, str], str], ...]
    """Two entries judged different, and the chain that joins them."""
    stopped: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]
    """A group for review: its entries, pairs in it to look at, and why."""


def lines(vault: Vault, given: Standing) -> list[Line]:
    """The linkages that were built, each as it stands against the entries and decisions of today."""
    known = linkages.latest(vault.entries(COMMON))
    able = {n: one for n, one in linkages.wanted(given, known).items() if n in known} if known and given.lists else {}
    again = {made.entry.name: made for made in linkages.link_all(given, able)} if able else {}
    found = []
    for name, entry in known.items():
        made, state = again.get(name), linkages.state_of(entry, given, again.get(name))
        found.append(Line(
            name, "" if entry.threshold is None else f"{entry.threshold:g}", ", ".join(entry.lists),
            str(made.entries) if made else "", made.people.text if made else "", _several(made) if made else "",
            linkages.hash_of(entry)[:12], word(state), state is State.HOLDS,
            tuple((c.different, " = ".join(c.chain)) for c in made.linked.conflicts) if made else (),
            tuple(_stopped(made)) if made else (),
        ))  # fmt: skip
    return found


def _several(made: Made) -> str:
    bounds = [both for lists, both in made.overlaps.items() if len(lists) > 1]
    low, high = sum(low for low, _high in bounds), sum(high for _low, high in bounds)
    return str(low) if low == high else f"{low}..{high}"


def _stopped(made: Made) -> Iterator[tuple[str, tuple[tuple[str, str], ...], str]]:
    """Groups for review; of each the first pairs of neighbours, to look at what joins them."""
    for group, stops in made.linked.stopped.items():
        pairs = tuple(islice(pairwise(group), 5))
        yield ", ".join(group), pairs, "; ".join(str(word(stop)) for stop in stops)


def check_can_build(user: User, case: Case) -> None:
    """Raise `NotPermitted` unless somebody may judge all pairs and enter what follows from them."""
    if not all(Grant.YES in grants(user, case, action) for action in (JUDGE, "fact.create", "fact.change")):
        raise NotPermitted(_("Linkages are built by whoever judges all pairs and enters facts: an analyst."))


def build(
    session_key: str | None,
    by: User,
    case: Case,
    *,
    name: str = "",
    threshold: float | None = None,
    lists: Sequence[str] = (),
) -> list[Made]:
    """Make a linkage, or without a name those that were built before and else the usual four.

    The groups go into the vault, the numbers into the case for review, in place of what the same linkages gave before.
    Raises `WrongUse` for a name, threshold or list that does not do, and `CaseRefused` for a list that the case lacks.
    """  # fmt: skip
    check_can_build(by, case)

    def do(vault: Vault) -> list[Made]:
        given = standing_of(vault, case)
        refuse_names(name, vault)
        before = linkages.latest(vault.entries(COMMON))
        dropped = {one.name for one in vault.drop_linkages(given.out)}
        asked = linkages.wanted(given, before, name=name, threshold=threshold, lists=lists, dropped=dropped)
        made = linkages.link_all(given, asked, lists)
        vault.add(COMMON, *(one.entry for one in made if before.get(one.entry.name) != one.entry))
        _enter(by, case, made, dropped)
        hashes = {one.entry.name: linkages.hash_of(one.entry) for one in made}
        append(by.uid, "link.build", case.uid, {"linkages": hashes})
        vault.save()
        return made

    return change(session_key, case, do)


# Rows of the case

_Key = tuple[str, str, str]


def _enter(by: User, case: Case, made: Sequence[Made], dropped: Collection[str]) -> None:
    """Put the rows of linkages into the case: changed where they stand, entered where not, withdrawn where over."""
    if not case.facts.filter(kind=SOURCE, name=linkages.SOURCE).exists():
        add_fact(by, case, SOURCE, linkages.OWN_SOURCE, submit=True)
    rows = linkages.all_rows(made)
    of = {linkages.linkage_id(name) for name in {one.entry.name for one in made} | set(dropped)}
    facts = case.facts.filter(kind__in=rows, source=linkages.SOURCE).exclude(state__in=GONE).order_by("pk")
    stand = {_key(fact.kind, cells): fact for fact in facts if linkages.is_of(of, cells := cells_of(fact))}
    for table, several in rows.items():
        for row in several:
            fact = stand.pop(_key(table, row), None)
            if fact is None:
                add_fact(by, case, table, {**row, "id": _free(case, str(row["id"]))}, submit=True)
            else:
                _say(by, fact, row)
    for fact in sorted(stand.values(), key=lambda fact: fact.kind != "overlap"):
        step_fact(by, fact, "withdraw", fact.revision, OVER)


def _key(table: str, row: Mapping[str, str]) -> _Key:
    """What a row is about: a linkage, or an overlap of these lists in it."""
    if table == "linkage":
        return table, row["id"], ""
    return table, row["linkage"], ";".join(sorted(part.strip() for part in row["lists"].split(";")))


def _free(case: Case, thing: str) -> str:
    """An id that no other row has: of overlaps the next number."""
    taken = set(case.facts.filter(thing__startswith=thing.rpartition(".")[0] or thing).values_list("thing", flat=True))
    head, dot, number = thing.rpartition(".")
    while dot and thing in taken:
        number = str(int(number) + 1)
        thing = f"{head}.{number}"
    return thing


def _say(by: User, fact: Fact, row: Row) -> None:
    """Have a row say what the linkage gives now, where that is something else."""
    cells = cells_of(fact) | {name: text for name, text in row.items() if name != "id"}
    cells = {name: text for name, text in cells.items() if text}
    if cells_of(fact) == cells or {**(fact.proposed or {}), "id": fact.thing, "fact": fact.name} == cells:
        return
    fact = change_fact(by, fact, cells, fact.revision)
    if fact.state == FactState.RETURNED:
        step_fact(by, fact, "submit", fact.revision)
