"""Pairs of list entries to judge, with the evidence for and against; decisions stand in the vault."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saylau.casework.linkages import Compared, compared, to_judge
from saylau.casework.listed import Standing, standing
from saylau.casework.minors import minors_of
from saylau.casework.pairs import ASIDE, CAUTIONS, FIELDS, reasons
from saylau.errors import WrongUse
from saylau.methods.linkage import Candidate, Level
from saylau.server.access.guard import NotPermitted, grants, may, roles_of
from saylau.server.access.models import User
from saylau.server.access.permissions import Grant
from saylau.server.access.roles import Role
from saylau.server.audit.chain import append
from saylau.server.states import LEAST_REASON
from saylau.server.store.models import Case
from saylau.server.vault.access import Someone, people_for, read_now, today
from saylau.server.vault.keeper import change
from saylau.server.vault.told import words_here
from saylau.server.vault.words import word
from saylau.values.message import sentence
from saylau.vault.entries import Judgement, Verdict
from saylau.vault.vault import COMMON, LISTED, Vault

JUDGE = "link.judge"


@dataclass(frozen=True)
class Pair:
    """One pair on a page. `aside` holds what the lists say, and is empty for whoever judges on keys only."""

    one: str
    other: str
    score: str
    judged: str
    aside: tuple[tuple[str, str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    """Bits and words, for and against."""
    silent: str
    cautions: tuple[str, ...]


def standing_of(vault: Vault, case: Case) -> Standing:
    """What of the lists may be analysed today, and what people decided."""
    people, day = vault.people(), today()
    held = {handle: vault.entries(handle) for handle in vault.handles(LISTED)}
    return standing(held, people, vault.entries(COMMON), day, minors_of(read_now(case), people, day))


def waiting_for(user: User, vault: Vault, case: Case, given: Standing) -> tuple[Compared | None, list[Candidate]]:
    """The pairs that wait for this person, best first: of documenters and lawyers those about their own people."""
    if not given.entries:
        return None, []
    found = compared(given)
    return found, _seen(user, vault, case, found, to_judge(found, given))


def chosen_for(user: User, vault: Vault, case: Case, found: Compared, pair: tuple[str, str]) -> Candidate | None:
    """A pair that somebody asked for by its entries, judged or not; None where it is none that they may see, or one
    that has too little in common to be compared.
    """
    return next(iter(_seen(user, vault, case, found, [c for c in found.pairs if set(c.pair) == set(pair)])), None)


def _seen(user: User, vault: Vault, case: Case, found: Compared, pairs: Sequence[Candidate]) -> list[Candidate]:
    if Grant.YES in grants(user, case, JUDGE):
        return list(pairs)
    own = _own(user, vault, case)
    return [c for c in pairs if {found.entries[handle].person for handle in c.pair} & own]


def _own(user: User, vault: Vault, case: Case) -> set[str]:
    return {one.number for one in people_for(user, case, vault) if one.may(user, JUDGE) and _mine(user, one)}


def _mine(user: User, someone: Someone) -> bool:
    return any(owner is not None and owner.pk == user.pk for owner in someone.owners)


def shown_of(user: User, vault: Vault, case: Case, found: Compared, pair: Candidate) -> list[str]:
    """The entries of a pair that somebody may read. The others are judged by how the fields compare.

    A reviewer reads both, an analyst none; documenters and lawyers read what is about their own people, so that nobody
    reads of a stranger by entering somebody alike.
    """
    if Role.REVIEWER in roles_of(user, case):
        return list(pair.pair)
    if not roles_of(user, case) & {Role.DOCUMENTER, Role.LAWYER}:
        return []
    own = _own(user, vault, case)
    return [handle for handle in pair.pair if found.entries[handle].person in own]


def told(pair: Candidate, found: Compared, given: Standing, shown: Collection[str]) -> Pair:
    """A pair in words, with what is `shown` of its entries."""
    words = words_here()
    one, other = (found.entries[handle] if handle in shown else None for handle in pair.pair)
    aside = tuple(
        (words.text(head), sight(one) if one else "", sight(other) if other else "") for head, sight in ASIDE.items()
    )
    said = reasons(pair, found.weights)
    judged = given.judged.verdicts.get(pair.pair)
    return Pair(
        *pair.pair, f"{pair.score:.1f}", str(word(Verdict(judged))) if judged else "",
        tuple(row for row in aside if row[1] or row[2]),
        tuple((f"{r.bits:+.1f}", words.text(r.says)) for r in said if r.level is not Level.MISSING),
        ", ".join(words.text(FIELDS[r.field]) for r in said if r.level is Level.MISSING),
        tuple(words.text(sentence(CAUTIONS[caution])) for caution in pair.cautions),
    )  # fmt: skip


def judge(session_key: str | None, by: User, case: Case, pair: tuple[str, str], verdict: Verdict, reason: str) -> None:
    """Enter somebody's decision on a pair; nothing decided before is lost. Raises `WrongUse`, `NotPermitted`."""
    if not may(by, case, JUDGE):
        raise NotPermitted(_("Your roles in this case do not include judging pairs."))
    if len(reason.strip()) < LEAST_REASON:
        raise WrongUse(_("Write a reason of at least %(count)d characters.") % {"count": LEAST_REASON})

    def do(vault: Vault) -> None:
        given = standing_of(vault, case)
        if pair[0] == pair[1] or not set(pair) <= given.entries.keys():
            raise WrongUse(_("These are not two list entries that may be analysed; nothing was decided."))
        about = {given.entries[handle].person for handle in pair}
        if Grant.YES not in grants(by, case, JUDGE) and not about & _own(by, vault, case):
            raise NotPermitted(_("Neither entry is about a person of yours."))
        told_of = Judgement(
            on=given.day, one=pair[0], other=pair[1], verdict=verdict, by=by.username, reason=reason.strip()
        )
        append(by.uid, JUDGE, case.uid, {"pair": list(pair), "verdict": str(verdict)})
        vault.add(COMMON, told_of)
        vault.save()

    change(session_key, case, do)
