"""What the review shows of a fact: what it says or would say, where that stands, and what was done with it so far."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from saylau.report.words import Words
from saylau.server.access.models import User
from saylau.server.evidence.access import evidence_for
from saylau.server.evidence.models import Passage
from saylau.server.pages.facts.detail import STEPS
from saylau.server.pages.facts.shown import (
    Cell,
    brief,
    cell,
    cells_shown,
    claim_columns,
    differences,
    kind_title,
    state_title,
    things_in,
    words_here,
)
from saylau.server.review.policies import change_waits, writers_of
from saylau.server.store.models import SOURCE, Case, Fact, Revision
from saylau.server.store.names import names_of

HISTORY = Prefetch("revisions", Revision.objects.select_related("by").defer("body").order_by("number"))
"""The steps of a fact's review, without what was said at each: what `writers_of` looks at."""
_OTHERS = 10
_CLAIM = ("said_by", "heard", "display", "note")
_OF_SOURCE = ("author", "publisher", "published", "url", "retrieved", "language", "grade", "interest", "based_on")


@dataclass(frozen=True)
class Waiting:
    """One row of the queue."""

    fact: Fact
    kind: str
    says: str
    author: User | None
    own: bool
    """Whether somebody else has to accept it."""

    @property
    def change(self) -> bool:
        """Whether a change of what is in force waits."""
        return change_waits(self.fact)


@dataclass(frozen=True)
class Claim:
    """A fact as the review shows it, beside the passage of its source."""

    kind: str
    state: str
    says: str
    cells: list[Cell]
    changes: list[tuple[str, str, str]]
    """Of a change that waits: label, what is in force, what is proposed."""
    about: list[Cell]
    """Who says it, how it was heard, how it may be shown, the note."""
    source: Fact | None
    source_cells: list[Cell]
    locator: str
    quote: str
    passages: list[Passage]
    others: list[tuple[Fact, str]]
    """Other claims about the same thing, each with what it says."""
    history: list[tuple[str, Revision]]


def rows(user: User, facts: QuerySet[Fact], page: list[Fact]) -> list[Waiting]:
    """The rows of a page of the queue."""
    things = {thing for fact in page for thing in things_in(fact.kind, fact.proposed or fact.body)}
    words = words_here(names_of(facts, things))
    return [
        Waiting(
            fact,
            kind_title(fact.kind, words),
            brief(fact.kind, fact.proposed or fact.body, words),
            fact.proposed_by or fact.created_by,
            user.pk in writers_of(fact),
        )
        for fact in page
    ]


def claim(user: User, case: Case, facts: QuerySet[Fact], fact: Fact) -> Claim:
    """Everything that is looked at before a fact is accepted. `facts` are those that the person may see."""
    now, then = told(fact)
    body = then or now
    near = list(facts.filter(Q(kind=SOURCE, name=body.get("source", "")) | Q(kind=fact.kind, thing=fact.thing)))
    source = fact if fact.kind == SOURCE else next((row for row in near if row.kind == SOURCE), None)
    others = [row for row in near if row.kind != SOURCE and row.pk != fact.pk][:_OTHERS]
    named = set().union(*(things_in(row.kind, row.body) for row in (fact, *others)), things_in(fact.kind, body))
    words = words_here(names_of(facts, named))
    return Claim(
        kind=kind_title(fact.kind, words),
        state=state_title(fact.state),
        says=brief(fact.kind, body, words),
        cells=cells_shown(fact.kind, body, words),
        changes=differences(fact.kind, now, then, words) if then else [],
        about=[cell(c, body[c.name], words) for c in claim_columns(*_CLAIM) if body.get(c.name)],
        source=source,
        source_cells=_source_cells(source, words) if source else [],
        locator=body.get("locator", ""),
        quote=body.get("quote", ""),
        passages=_passages(user, case, fact),
        others=[(row, brief(row.kind, row.body, words)) for row in others],
        history=[(str(STEPS.get(r.step, r.step)), r) for r in fact.revisions.all()],
    )


def _source_cells(source: Fact, words: Words) -> list[Cell]:
    return [cell for cell in cells_shown(SOURCE, source.body, words) if cell.column.name in _OF_SOURCE]


def told(fact: Fact) -> tuple[dict[str, str], dict[str, str]]:
    """What a fact says, and what a change that waits would have it say; the latter empty where none does."""
    now = {**fact.body, "source": fact.source}
    return now, dict(fact.proposed) if change_waits(fact) and fact.proposed else {}


def _passages(user: User, case: Case, fact: Fact) -> list[Passage]:
    """The places in evidence that support a fact, in the files that this person may see."""
    seen = evidence_for(user, case).order_by().values("pk")
    return list(fact.passages.filter(evidence__in=seen).select_related("evidence").order_by("pk"))
