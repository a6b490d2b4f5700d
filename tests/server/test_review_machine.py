"""Several people act on the same facts in any order, each on the page that they opened some time ago."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from saylau.errors import SaylauError
from saylau.records.folder import read_files
from saylau.server.access.guard import NotPermitted, get_fact_for
from saylau.server.access.models import User
from saylau.server.access.permissions import ACTIONS, Grant
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.review.actions import take_step
from saylau.server.review.policies import check_can_change
from saylau.server.states import FACT_STEPS, FactState
from saylau.server.store.conflict import Stale
from saylau.server.store.facts import add_fact, cells_of, change_fact
from saylau.server.store.models import Case, Fact, Revision
from saylau.server.store.reading import read_case
from tests.server.conftest import FILES
from tests.server.people import person

REASON = "a reason that is long enough"
PEOPLE = 4
IN_FORCE = (FactState.ACCEPTED, FactState.QUESTIONED)
BODIES = ("senate", "house", "court")
NEEDED = {
    "submit": "fact.submit", "discard": "fact.submit", "withdraw": "fact.withdraw", "accept": "fact.review",
    "return": "fact.review", "question": "fact.review",
}  # fmt: skip
"""What a person needs for each step, told here a second time, by the table of the reference page."""

some = st.integers(0, 10**6)
mostly = st.sampled_from([True, True, True, False])
"""Whether people do what makes sense: a step that leads on, by somebody whose role is for it, on a page just opened."""


def body(name: str) -> dict[str, str]:
    """Cells of a body."""
    return {"id": name, "name": f"The {name}", "sort": "chamber", "source": "paper", "locator": "page 1"}


def chair(name: str) -> dict[str, str]:
    """Cells of an office, which rests on its body."""
    return {"id": f"chair-{name}", "name": f"Chair of the {name}", "body": name, "source": "paper"}


def as_it_is(seen: Fact) -> Fact:
    """A fact as it stands now, whatever somebody saw of it."""
    return Fact.objects.select_related("case", "created_by", "assigned_to").get(pk=seen.pk)


class Team(RuleBasedStateMachine):
    """People with random roles; what each of them last saw of each fact; and what has to hold whatever they do."""

    taken: ClassVar[Counter[str]] = Counter()
    """What was done, and what was refused, over all runs."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.case: Case = open_as_new_case(None, read_files({name: text.encode() for name, text in FILES.items()}))
        self.people: list[User] = []
        self.roles: dict[int, frozenset[Role]] = {}
        self.seen: dict[tuple[int, int], Fact] = {}
        self.wrote: dict[int, set[int]] = {}
        self.in_force: dict[int, dict[str, str]] = {}
        self.changed = True

    def teardown(self) -> None:
        out = (FactState.DRAFT, FactState.DISCARDED)
        told = self.case.facts.exclude(kind="source").exclude(state__in=out).values_list("name", flat=True)
        assert {fact.fact for fact in read_case(self.case).facts} == set(told), "the folder can be written and read"
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(roles=st.lists(st.frozensets(st.sampled_from(Role)), min_size=PEOPLE, max_size=PEOPLE))
    def team(self, roles: list[frozenset[Role]]) -> None:
        # One who may enter, one who may accept, two who may do both; and further roles as it comes.
        at_least = ({Role.ANALYST}, {Role.REVIEWER}, {Role.EDITOR, Role.REVIEWER}, {Role.ANALYST, Role.REVIEWER})
        roles = [held | least for held, least in zip(roles, at_least, strict=True)]
        for number, held in enumerate(roles):
            one = person(f"person-{number}", self.case, *sorted(held))
            self.people.append(one)
            self.roles[one.pk] = held
        entered = ((0, body("senate")), (2, body("house")), (3, body("court")), (2, chair("senate")))
        for number, cells in entered:
            by = self.people[number]
            made = add_fact(by, self.case, "office" if "body" in cells else "body", cells, submit=True)
            self.wrote[made.pk] = {by.pk}
            if made.thing in BODIES[:2]:
                made = take_step(self.people[1], made, "accept", made.revision)
                self.wrote[made.pk], self.in_force[made.pk] = set(), cells_of(made)

    def holds(self, by: User, action: str, fact: Fact) -> bool:
        """Whether the table lets a person do something, leaving aside who wrote what is accepted."""
        held = {ACTIONS[action][role] for role in self.roles[by.pk]}
        return bool(held & {Grant.YES, Grant.OTHERS}) or (Grant.OWN in held and fact.created_by_id == by.pk)

    def one(self, pick: int) -> User:
        return self.people[pick % len(self.people)]

    def fact(self, pick: int) -> Fact | None:
        facts = list(self.case.facts.exclude(kind="election").order_by("-pk"))
        return facts[pick % len(facts)] if facts else None

    @rule(who=some, submit=st.booleans(), office=st.booleans(), which=st.sampled_from(BODIES), name=st.integers(0, 3))
    def enter(self, who: int, submit: bool, office: bool, which: str, name: int) -> None:
        by = self.one(who)
        if not any(ACTIONS["fact.create"][role] is not Grant.NO for role in self.roles[by.pk]):
            return
        cells = (chair(which) if office else body(which)) | {"name": f"Name {name}"}
        before = self.count()
        try:
            made = add_fact(by, self.case, "office" if office else "body", cells, submit=submit)
        except SaylauError:
            assert self.count() == before
            return
        self.wrote[made.pk], self.changed = {by.pk}, True
        assert self.count() == (before[0] + 1, before[1] + 1)

    @rule(who=some, what=some)
    def open_page(self, who: int, what: int) -> None:
        by, fact = self.one(who), self.fact(what)
        if fact is not None:
            self.look(by, fact)

    def look(self, by: User, fact: Fact) -> None:
        try:
            self.seen[by.pk, fact.pk] = get_fact_for(by, self.case, fact.uid)
        except Http404:
            draft_of_another = fact.state == FactState.DRAFT and fact.created_by_id != by.pk
            assert fact.state == FactState.DISCARDED or draft_of_another or not self.holds(by, "fact.read", fact)

    def choose(self, who: int, fact: Fact, action: str, sense: bool, fresh: bool) -> tuple[User, Fact | None]:
        """Somebody, and the fact as they saw it; just now, or when they last looked."""
        able = [one for one in self.people if self.holds(one, action, fact)] if sense else []
        by = able[who % len(able)] if able else self.one(who)
        if fresh or (by.pk, fact.pk) not in self.seen:
            self.look(by, fact)
        return by, self.seen.get((by.pk, fact.pk))

    @rule(who=some, what=some, which=some, sense=mostly, fresh=mostly, good=mostly)
    def step(self, who: int, what: int, which: int, sense: bool, fresh: bool, good: bool) -> None:
        now = self.fact(what)
        if now is None:
            return
        leading = [*FACT_STEPS[now.state], *(("accept", "return") if now.proposed else ())]
        steps = leading if sense and leading else sorted(NEEDED)
        step, reason = steps[which % len(steps)], REASON if good else "no"
        by, seen = self.choose(who, now, NEEDED[step], sense, fresh)
        if seen is None:
            return
        before, said = self.count(), self.said(now)
        try:
            after = take_step(by, as_it_is(seen), step, seen.revision, reason)
        except Stale:
            self.taken["overtaken"] += 1
            assert seen.revision != now.revision
            assert (self.count(), self.said(Fact.objects.get(pk=now.pk))) == (before, said)
            return
        except SaylauError:
            self.taken["refused"] += 1
            assert seen.revision == now.revision
            assert (self.count(), self.said(Fact.objects.get(pk=now.pk))) == (before, said)
            return
        assert seen.revision == now.revision
        assert self.holds(by, NEEDED[step], now)
        change = now.proposed is not None and now.state in IN_FORCE and step in ("accept", "return")
        expected = now.state if change and step == "return" else FACT_STEPS[now.state].get(step, FactState.ACCEPTED)
        assert after.state == expected
        assert step in ("submit", "accept", "discard") or reason == REASON
        assert step != "discard" or now.created_by_id == by.pk
        if step == "accept":
            assert by.pk not in self.wrote.get(now.pk, set())
            assert by.pk != now.created_by_id
            self.in_force[now.pk] = dict(now.proposed or cells_of(now))
        if change or step == "accept":
            self.wrote[now.pk] = set()
        self.written(before, after, f"fact.{step}", by)

    step_again = rule(who=some, what=some, which=some, sense=mostly, fresh=mostly, good=mostly)(
        lambda self, **told: self.step(**told)
    )
    """Most of what people do are steps."""

    @rule(who=some, what=some, name=st.integers(0, 9), sense=mostly, fresh=mostly)
    def change(self, who: int, what: int, name: int, sense: bool, fresh: bool) -> None:
        now = self.fact(what)
        if now is None or now.kind not in ("body", "office"):
            return
        by, seen = self.choose(who, now, "fact.change", sense, fresh)
        if seen is None:
            return
        before = self.count()
        try:
            check_can_change(by, as_it_is(seen))
            after = change_fact(by, as_it_is(seen), cells_of(seen) | {"name": f"Changed {name}"}, seen.revision)
        except SaylauError:
            assert self.count() == before
            return
        assert seen.revision == now.revision
        assert self.holds(by, "fact.change", now)
        assert after.state == now.state
        self.wrote.setdefault(now.pk, set()).add(by.pk)
        self.written(before, after, "fact.change", by)

    def count(self) -> tuple[int, int]:
        return Revision.objects.count(), AuditEvent.objects.exclude(verb="permission.refused").count()

    def said(self, fact: Fact) -> tuple[Any, ...]:
        return fact.state, fact.revision, fact.body, fact.proposed

    def written(self, before: tuple[int, int], after: Fact, verb: str, by: User) -> None:
        """One revision and one event more, of this fact and this person."""
        self.taken[verb] += 1
        self.changed = True
        assert self.count() == (before[0] + 1, before[1] + 1)
        last = AuditEvent.objects.exclude(verb="permission.refused").order_by("-seq")[0]
        assert (last.verb, last.object, last.actor) == (verb, after.uid, by.uid)
        revision = after.revisions.get(number=after.revision)
        assert (revision.by_id, revision.state) == (by.pk, after.state)

    @invariant()
    def what_holds_whatever_they_do(self) -> None:
        """No state outside the dictionary, and what was accepted in force until something else is."""
        if not self.changed:
            return
        self.changed = False
        for fact in self.case.facts.all():
            assert fact.state in FACT_STEPS
            assert fact.proposed is None or fact.state in IN_FORCE
            assert (fact.proposed is None) == (fact.proposed_by_id is None)
            told = self.in_force.get(fact.pk, fact.body) if fact.state in IN_FORCE else fact.body
            assert {name: told.get(name) for name in fact.body} == fact.body


WHAT_TWO_DO = ("accept", "return", "withdraw", "question", "change")


def act(by: User, seen: Fact, what: str) -> Fact:
    """What a person does on the page that they opened: the fact is fetched anew, the revision is the page's."""
    if what == "change":
        check_can_change(by, as_it_is(seen))
        return change_fact(by, as_it_is(seen), cells_of(seen) | {"note": f"seen by {by.username}"}, seen.revision)
    return take_step(by, as_it_is(seen), what, seen.revision, REASON)


@pytest.mark.parametrize("accepted", [False, True], ids=["submitted", "accepted"])
@pytest.mark.parametrize("second", WHAT_TWO_DO)
@pytest.mark.parametrize("first", WHAT_TWO_DO)
def test_of_two_who_act_on_one_page_one_wins_and_the_other_is_told(
    case: Case, analyst: User, reviewer: User, first: str, second: str, accepted: bool
) -> None:
    fact = add_fact(analyst, case, "body", body("senate"), submit=True)
    if accepted:
        fact = act(reviewer, fact, "accept")
    one, other = (person(name, case, Role.EDITOR, Role.REVIEWER) for name in ("one", "other"))
    mine, theirs = (get_fact_for(who, case, fact.uid) for who in (one, other))
    try:
        done = act(one, mine, first)
    except NotPermitted:
        # It does not lead on from here: so the other is first.
        assert first in (("accept", "return") if accepted else ("question",))
        return
    # A change of what was withdrawn is refused for that, as it would be to whoever opens it now.
    with pytest.raises(NotPermitted if (first, second) == ("withdraw", "change") else Stale):
        act(other, theirs, second)
    now = Fact.objects.get(pk=fact.pk)
    assert (now.revision, now.state, now.body) == (fact.revision + 1, done.state, done.body)
    assert now.revisions.count() == now.revision


def test_whatever_people_do_at_once_the_rules_hold(db: None) -> None:
    few = settings(
        max_examples=10, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    Team.taken.clear()
    run_state_machine_as_test(Team, settings=few)
    assert {"fact.accept", "fact.change", "refused"} <= Team.taken.keys(), Team.taken
