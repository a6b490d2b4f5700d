"""Who held which office: on voting day, one after the other, and for life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from saylau.checks.addressees import parliament
from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.power_held import by_thing, held, held_on, organisations_led, public_tenures
from saylau.checks.registry import check
from saylau.checks.told import besides, fit, unknown
from saylau.law.asked import Asked
from saylau.records.case import Case, names
from saylau.records.fact import Display, Fact
from saylau.records.kinds import Office, Power, Tenure
from saylau.records.kinds.power import PowerSort
from saylau.values import Count, Truth, When, any_of
from saylau.values.message import From, Message, Name, Wording

ON_PAPER = "A tenure is what a source states; how much weight its holder had is not in it."
OVERSEES = (PowerSort.REVIEWS, PowerSort.BINDS, PowerSort.DECIDES, PowerSort.COORDINATES)


@check(chapter="PW", area="power")
def tenures(case: Case) -> Iterator[Finding]:
    """Who held which office on voting day.

    Each office with a tenure that ran on voting day, by its dates or by an earlier day on which a source says that it
    was held. Holders of the other offices are asked.
    """
    claims = public_tenures(case)
    if not claims:
        asks = "Who held which office of state on voting day, since when, and on which ground?"
        yield unknown(Message("The material holds no tenure of an office."), asked(case, asks, parliament(case)))
        return
    poll = case.info.poll
    running = held_on(case, poll)
    facts = names(running) or names(claims)
    offices = [f for f in case.all(Office) if f.display is Display.PUBLIC]
    with_holder = {f.record.office for f in running}
    missing = tuple(thing for thing in dict.fromkeys(f.id for f in offices) if thing not in with_holder)
    yield Finding(
        "case",
        Outcome.NOTED if running else Outcome.UNKNOWN,
        Message(
            "Offices on record: {all}; of these with a holder on voting day on record: {held}.",
            all=len(missing) + len(with_holder),
            held=From(len(with_holder), facts),
        ),
        facts=facts,
        context=besides(claims, facts),
        measures=(
            Measure("held", len(with_holder), "offices", "offices with a holder on voting day on record", facts),
            *(
                (
                    Measure(
                        "unanimous", len(unanimous), "offices", "of these, taken by a unanimous vote", names(unanimous)
                    ),
                )
                if (unanimous := [f for f in running if f.record.unanimous is Truth.YES])
                else ()
            ),
            *(_holder(f) for f in running),
        ),
        method="A tenure ran on voting day where its dates hold that day, or where a source says that it was held "
        "earlier and no end is stated.",
        assumptions=("A tenure without a stated end went on (assumed).",),
        limits=(ON_PAPER, "Kinds of office with many holders stand here as one."),
        questions=(
            *((_who_held(case, missing),) if missing else ()),
            *(_from_which_day(case, f) for f in _not_told(case, claims, {f.id for f in running})),
        ),
    )


def _not_told(case: Case, claims: Sequence[Fact[Tenure]], known: set[str]) -> tuple[Fact[Tenure], ...]:
    """Tenures of which the dates do not tell whether they ran on voting day."""
    groups = [group for thing, group in by_thing(claims).items() if thing not in known]
    return tuple(g[0] for g in groups if any_of(held(f.record, case.info.poll) for f in g) is Truth.UNKNOWN)


def _holder(fact: Fact[Tenure]) -> Measure:
    label = Message("{office}; held: {during}", office=Name(fact.record.office), during=fact.record.during)
    if fact.record.basis:
        basis = Wording(fact.fact, "basis")
        label = Message(
            "{office}; held: {during}; {basis}", office=Name(fact.record.office), during=fact.record.during, basis=basis
        )
    return Measure(f"{fact.record.office}:{fact.record.person}", Name(fact.record.person), "", label, (fact.fact,))


def _who_held(case: Case, offices: Sequence[str]) -> Asked:
    asks = Message("Who held these offices on voting day: {offices}?", offices=tuple(Name(o) for o in offices))
    return asked(case, asks, parliament(case))


def _from_which_day(case: Case, fact: Fact[Tenure]) -> Asked:
    about = Message("{person}, {office}", person=Name(fact.record.person), office=Name(fact.record.office))
    return asked(case, "From which day to which was the office held?", parliament(case), about)


@check(chapter="PW", area="power")
def succession(case: Case) -> Iterator[Finding]:
    """Whether one holder of an office followed the other without a gap or an overlap.

    Neighbouring tenures of one office by different people: days without a holder, and days with two, as bounds that the
    dates leave. The day on which an office passes from one to the other is no overlap.
    """
    claims = public_tenures(case)
    pairs = [pair for office in dict.fromkeys(f.record.office for f in claims) for pair in _neighbours(claims, office)]
    if not pairs:
        says = Message("The material holds no office with two holders, one after the other.")
        asks = "Who held each office before its holder of voting day, and until when?"
        yield unknown(says, asked(case, asks, parliament(case)), facts=names(claims))
        return
    for one, other in pairs:
        yield _handover(case, one, other)


def _neighbours(claims: Sequence[Fact[Tenure]], office: str) -> list[tuple[Fact[Tenure], Fact[Tenure]]]:
    """Holders of an office whose tenure has an end, each with the next; members side by side have no order."""
    own = [group[0] for group in by_thing([f for f in claims if f.record.office == office]).values()]
    ordered = sorted(own, key=lambda f: f.record.during.sort_key())
    found = [(a, b) for a, b in pairwise(ordered) if a.record.person != b.record.person]
    return [(a, b) for a, b in found if a.record.during.end is not None]


def _handover(case: Case, one: Fact[Tenure], other: Fact[Tenure]) -> Finding:
    left, took = one.record.during.end, other.record.during.start
    facts = names((one, other))
    office, before, after = Name(one.record.office), Name(one.record.person), Name(other.record.person)
    gap, both = _gap_and_overlap(left, took, _latest(other.record))
    sure = gap is not None and both is not None and gap.exact is not None and both.exact is not None
    about = Message("{office}", office=office)
    asks = Message("On which day did {before} leave the office, and on which day did {after} take it?",
                   before=before, after=after)  # fmt: skip
    return Finding(
        other.id,
        Outcome.UNKNOWN if not sure else Outcome.CONCERN if both and both.low else Outcome.NOTED,
        Message(
            "{office}: {before}, then {after}. Days without a holder: {gap}; days with two holders: {both}."
            if sure
            else "{office}: {before}, then {after}. As the days are stated, days without a holder: {gap}; days with "
            "two holders: {both}.",
            office=office, before=From(before, (one.fact,)), after=From(after, (other.fact,)),
            gap=gap if gap is not None else Message("not known"),
            both=both if both is not None else Message("not known"),
        ),
        facts=facts,
        measures=(
            *((Measure("gap", gap, "days", "days without a holder", facts),) if gap is not None else ()),
            *((Measure("overlap", both, "days", "days with two holders", facts),) if both is not None else ()),
            *((Measure("left", left, "", "the earlier tenure ended", (one.fact,)),) if left else ()),
            *((Measure("took", took, "", "the later tenure began", (other.fact,)),) if took else ()),
        ),
        method="Calendar days between the end of one tenure and the beginning of the next; the day of the handover "
        "counts as neither.",
        limits=(ON_PAPER, "Who acted in the office between two holders is not in the record."),
        questions=() if sure else (asked(case, asks, parliament(case), about),),
    )  # fmt: skip


def _latest(tenure: Tenure) -> date | None:
    """The latest day on which a tenure can have begun: by its own first day, and by a day on which it was held."""
    start = tenure.during.start
    days = [when.last for when in (start, tenure.held_on) if when is not None and when.last is not None]
    return min(days, default=None)


def _gap_and_overlap(left: When | None, took: When | None, latest: date | None) -> tuple[Count | None, Count | None]:
    """Days without a holder and days with two, by the bounds of both days.

    None where a day is not stated at all, or the office is said to have been held before its first day.
    """
    if left is None or left.first is None or left.last is None:
        return None, None
    if took is None or took.first is None or latest is None or latest < took.first:
        return None, None
    least, most = (took.first - left.last).days, (latest - left.first).days
    gap = Count.between(max(0, least - 1), max(0, most - 1))
    return gap, Count.between(max(0, -most), max(0, -least))


@check(chapter="PW", standards=("CPH-5.2",), area="power")
def life_posts(case: Case) -> Iterator[Finding]:
    """Which posts one person held for life, and which further posts beside them.

    Tenures for life; beside them the other offices held on voting day, organisations led, and the powers of the bodies
    in which the person sat.
    """
    running = held_on(case, case.info.poll)
    lifelong = [f for f in public_tenures(case) if f.record.for_life is Truth.YES and f.id in {r.id for r in running}]
    people = tuple(dict.fromkeys(f.record.person for f in lifelong))
    if not people:
        claims = public_tenures(case)
        known = bool(running) and all(f.record.for_life is Truth.NO for f in running)
        asks = "Which offices were held for life on voting day, by whom and under which act?"
        yield Finding(
            "case",
            Outcome.NOTED if known else Outcome.UNKNOWN,
            Message("Of the tenures on record on voting day, none was for life.")
            if known
            else Message("The material does not tell whether an office was held for life."),
            facts=names(running) if known else (),
            context=besides(claims, names(running) if known else ()),
            limits=("Only the offices on record were looked at.",),
            questions=() if known else (asked(case, asks, parliament(case)),),
        )
        return
    for person in people:
        yield _posts_of(case, person, [f for f in lifelong if f.record.person == person], running)


def _posts_of(case: Case, person: str, lifelong: Sequence[Fact[Tenure]], running: Sequence[Fact[Tenure]]) -> Finding:
    posts = {f.id: f for f in lifelong}
    others = [f for f in running if f.record.person == person and f.id not in posts]
    leads = [f for f in organisations_led(case, case.info.poll) if f.record.one == person]
    bodies = _bodies(case, (*posts.values(), *others))
    powers = fit(case, [f for f in case.all(Power) if f.record.holder in bodies and f.record.sort in OVERSEES])
    oversight = {f.record.holder for f in powers}
    facts = (*names(posts.values()), *names(others), *names(leads))
    return Finding(
        person,
        Outcome.NOTED,
        Message(
            "Posts held for life by {person}: {life} ({offices}). Further offices on voting day: {others}; "
            "organisations led: {led}.",
            person=Name(person),
            life=From(len(posts), names(posts.values())),
            offices=tuple(From(Name(f.record.office), (f.fact,)) for f in posts.values()),
            others=len(others),
            led=tuple(From(Name(f.record.other), (f.fact,)) for f in leads) or Message("none on record"),
        ),
        facts=facts,
        context=names(powers),
        measures=(
            Measure("for_life", len(posts), "posts", "posts held for life", names(posts.values())),
            Measure("others", len(others), "posts", "further offices on voting day", names(others)),
            Measure("led", len(leads), "", "organisations led", names(leads)),
            Measure("oversight", len(oversight), "", "of the bodies, with power to bind, review, decide or coordinate",
                    names(powers)),
        ),
        method="Tenures marked as for life that ran on voting day, and what else the same person held or led then.",
        limits=(ON_PAPER, "A post for life is not as such at odds with a standard."),
        questions=(
            asked(case, "Under which acts, and since when, were these posts held for life?", parliament(case),
                  Message("{person}", person=Name(person))),
        ),
    )  # fmt: skip


def _bodies(case: Case, held_posts: Sequence[Fact[Tenure]]) -> set[str]:
    """The bodies to which the offices of some tenures belong."""
    offices = {f.record.office for f in held_posts}
    return {f.record.body for f in case.all(Office) if f.id in offices and f.record.body}
