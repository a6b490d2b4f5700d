"""Plain conditions of a candidacy: birth, citizenship and education; who nominated; who could take it back."""

from __future__ import annotations

from collections.abc import Iterator

from saylau.checks.addressees import commission
from saylau.checks.ask import ask, asked, which_provision
from saylau.checks.collection import regions_on_poll
from saylau.checks.contestants import Contestant, contestants, each_person, no_contestants
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import as_known, integer, provisions, reading, together
from saylau.checks.registry import check
from saylau.checks.told import besides, explanations, fit, open_questions, speakers, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import EligibilityInputs, NoInputs, NominatorInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Branches,
    Candidacy,
    Complaint,
    Condition,
    Organisation,
    OrganisationStatus,
    Person,
)
from saylau.records.kinds.actors import OrganisationSort, OrganisationState
from saylau.records.kinds.candidacy import ConditionSort
from saylau.records.kinds.complaints import ComplaintAnswer
from saylau.values import Truth, When
from saylau.values.message import From, Message, Name, Value, Wording


@check(chapter="CR", standards=("GC25-15",), area="candidacy")
def basic_conditions(case: Case) -> Iterator[Finding]:
    """Whether each candidate met the conditions on age, citizenship by birth and education.

    The day of birth and what sources state of citizenship and education, against the rule in force on voting day.
    """
    yield from each_person(case, basic_of)


def basic_of(case: Case, one: Contestant) -> Finding:
    """What the rule on age, citizenship by birth and education says of one candidate."""
    born = fit(case, [f for f in case.all(Person) if f.id == one.person and f.record.born])
    plain = {sort: fit(case, case.where(Condition, person=one.person, sort=sort)) for sort in ConditionSort}
    met = {sort: claims[0].record.met if claims else Truth.UNKNOWN for sort, claims in plain.items()}
    facts = (*names(born[:1]), *(f for claims in plain.values() for f in names(claims[:1])))
    given = EligibilityInputs(
        poll=When.on(case.info.poll),
        born=born[0].record.born if born else None,
        citizen_by_birth=met[ConditionSort.CITIZEN_BY_BIRTH],
        higher_education=met[ConditionSort.HIGHER_EDUCATION],
        facts=facts,
    )
    answers = ask(case, "candidacy.basic", given, about=one.called)
    person = Name(one.person)
    if not answers:
        says = Message("{person}: which plain conditions a candidate had to meet is not known.", person=person)
        rule = which_provision(case, "candidacy.basic", "age, citizenship and education of candidates")
        return unknown(says, rule, subject=one.person, facts=(*facts, *one.facts))
    readings = tuple(reading(a) for a in answers)
    return Finding(
        one.person,
        together(readings),
        _basic_says(one, given, born),
        facts=facts,
        context=one.facts,
        readings=readings,
        measures=tuple(
            Measure(sort.name.lower(), met[sort], "", LABELS[sort], names(plain[sort])) for sort in ConditionSort
        ),
        explanations=explanations(answers),
        method="Each part of the rule beside what a source states of it; a part that no source states is not known.",
        assumptions=tuple(dict.fromkeys(a for e in explanations(answers) for p in (e, *e.parts) for a in p.assumed)),
        limits=("The commission saw papers that the material does not hold.",),
        questions=open_questions(answers),
    )


LABELS = {
    ConditionSort.CITIZEN_BY_BIRTH: "citizen by birth, as stated",
    ConditionSort.HIGHER_EDUCATION: "higher education, as stated",
}


def _basic_says(one: Contestant, given: EligibilityInputs, born: tuple[Fact[Person], ...]) -> Message:
    person = Name(one.person)
    if not given.facts:
        return Message(
            "{person}: the material states neither day of birth, nor citizenship by birth, nor education.",
            person=person,
        )
    if given.born is None:
        return Message(
            "{person}, as stated. Citizen by birth: {citizen}; higher education: {education}. The day of birth is not "
            "stated.",
            person=person, citizen=given.citizen_by_birth, education=given.higher_education,
        )  # fmt: skip
    return Message(
        "{person}, as stated. Born: {born}; citizen by birth: {citizen}; higher education: {education}.",
        person=person, born=From(given.born, names(born[:1])), citizen=given.citizen_by_birth,
        education=given.higher_education,
    )  # fmt: skip


@check(chapter="CR", standards=("GC25-17", "CPH-7.5"), area="candidacy")
def nominator(case: Case) -> Iterator[Finding]:
    """Whether each candidate was put forward by a body that was entitled to.

    Sort, registration and branches of the nominating body, as stated, against the rule; a complaint against the
    nomination stands beside it as a second account.
    """
    people = contestants(case)
    if not people:
        yield no_contestants(case)
    elif not ask(case, "candidacy.nominator", NominatorInputs()) and not case.all(Complaint):
        says = Message("Which bodies could put candidates forward is not known.")
        rule = which_provision(case, "candidacy.nominator", "which bodies could put candidates forward")
        yield unknown(says, rule, facts=tuple(dict.fromkeys(f for one in people for f in one.facts)))
    else:
        for one in people:
            yield nominator_of(case, one)


def nominator_of(case: Case, one: Contestant) -> Finding:
    """What the rule on nominators says of one candidate, and who disputes the nomination."""
    put_forward = fit(case, [f for f in case.all(Candidacy) if f.id == one.candidacy and f.record.nominator])
    body: str | None = put_forward[0].record.nominator if put_forward else None
    if body is None and any(f.id == one.person for f in case.all(Organisation)):
        body = one.person
    if not body:
        says = Message("{person}: who put the candidate forward is not stated.", person=Name(one.person))
        who = asked(case, "Which body put the candidate forward?", commission(case), one.called)
        return unknown(says, who, subject=one.person, facts=one.facts)
    given, needed, beside = _body(case, body)
    answers = ask(case, "candidacy.nominator", given, about=_of_body(one, body))
    against = _against(case, one, body)
    if not answers and not against:
        says = Message(
            "{person}, put forward by: {body}. Which bodies could put candidates forward is not known.",
            person=Name(one.person), body=Name(body),
        )  # fmt: skip
        rule = which_provision(case, "candidacy.nominator", "which bodies could put candidates forward")
        return unknown(says, rule, subject=one.person, facts=(*names(put_forward), *needed))
    readings = (*(reading(a) for a in answers), *(_account(case, f) for f in against))
    required = next((n for a in answers if (n := integer(a.explanation, "branches_required")) is not None), None)
    facts = (*names(put_forward[:1]), *needed, *names(against))
    return Finding(
        one.person,
        Outcome.DISPUTED if against else together(readings),
        _nominator_says(one, body, given, against),
        facts=facts,
        context=tuple(dict.fromkeys(f for f in (*beside, *one.facts, *besides(put_forward, facts)) if f not in facts)),
        readings=readings,
        measures=(
            *((Measure("branches_required", required, "regions", "regions with a branch that an association needed"),)
              if required is not None else ()),
            *((Measure("branches", given.branches, "regions", "regions with a branch, as stated", needed),)
              if given.branches else ()),
            *((Measure("complaints", len(against), "", "complaints against the nomination", names(against)),)
              if against else ()),
        ),
        explanations=explanations(answers),
        provisions=provisions(answers),
        method="Sort, registration and branches of the body beside the rule; complaints about the nomination beside "
        "both.",
        limits=(
            "Registration by the commission shows that it accepted the nomination, not that the papers were right.",
            *((UNEXAMINED,) if against else ()),
        ),
        questions=(*open_questions(answers), *_unanswered(case, one, against)),
    )  # fmt: skip


UNEXAMINED = "A complaint is what its author states; whether it is right was not examined here."


def _of_body(one: Contestant, body: str) -> Message:
    return Message("{body}, nominating body of the candidate {person}", body=Name(body), person=Name(one.person))


def _body(case: Case, body: str) -> tuple[NominatorInputs, tuple[str, ...], tuple[str, ...]]:
    """What the rule asks of a body, the claims that tell it, and further claims on its status."""
    poll = When.on(case.info.poll)
    kind = fit(case, [f for f in case.all(Organisation) if f.id == body])
    status = case.where(OrganisationStatus, organisation=body)
    then = fit(case, [f for f in status if poll.within(f.record.during) is not Truth.NO])
    branches = fit(case, case.where(Branches, organisation=body))
    _, regions = regions_on_poll(case)
    needed = (*names(kind[:1]), *names(then[:1]), *names(branches[:1]))
    return (
        NominatorInputs(
            party=_is_party(kind[0].record.sort) if kind else Truth.UNKNOWN,
            registered=_registered(then[0].record.state) if then else Truth.UNKNOWN,
            branches=branches[0].record.regions if branches else None,
            regions=regions,
            facts=needed,
        ),
        needed,
        tuple(f for f in (*names(status), *names(branches)) if f not in needed),
    )


def _is_party(sort: OrganisationSort) -> Truth:
    return Truth.UNKNOWN if sort is OrganisationSort.OTHER else Truth.of(sort is OrganisationSort.PARTY)


def _registered(state: OrganisationState) -> Truth:
    """Whether a status says that the body was registered; an active body may be either."""
    return Truth.UNKNOWN if state is OrganisationState.ACTIVE else Truth.of(state is OrganisationState.REGISTERED)


def _against(case: Case, one: Contestant, body: str) -> tuple[Fact[Complaint], ...]:
    """Complaints about the candidacy, or about the body that put it forward, in the area of registration."""
    about = [f for f in case.all(Complaint) if f.record.about in (one.candidacy, body)]
    return fit(case, [f for f in about if f.record.area in ("", "CR", "CA")])


def _account(case: Case, complaint: Fact[Complaint]) -> ReadingOutcome:
    says = Message("The complaint asked: {request}", request=Wording(complaint.fact, "request"))
    if not complaint.record.request:
        says = Message("A complaint against the nomination is on record; what it asked is not stated.")
    by = complaint.record.by
    who = Message("{who}", who=Name(by) if by else speakers(case, (complaint.fact,)))
    return ReadingOutcome("complaint", who, Outcome.CONCERN, says)


def _unanswered(case: Case, one: Contestant, against: tuple[Fact[Complaint], ...]) -> tuple[Asked, ...]:
    """What became of the complaints of which no answer is known."""
    if all(f.record.answer is not ComplaintAnswer.NOT_KNOWN for f in against):
        return ()
    asks = "What was answered to the complaint against the nomination, by whom and when?"
    return (asked(case, asks, commission(case), one.called),)


def _nominator_says(
    one: Contestant, body: str, given: NominatorInputs, against: tuple[Fact[Complaint], ...]
) -> Message:
    values: dict[str, Value] = {
        "person": Name(one.person), "body": Name(body), "party": given.party, "registered": given.registered,
    }  # fmt: skip
    if against:
        return Message(
            "{person}, put forward by: {body}. A party: {party}; registered: {registered}. Complaints against the "
            "nomination: {complaints}.",
            **values, complaints=From(len(against), names(against)),
        )  # fmt: skip
    return Message(
        "{person}, put forward by: {body}. A party: {party}; registered: {registered}; regions with a branch: "
        "{branches}.",
        **values, branches=given.branches or Message("not stated"),
    )  # fmt: skip


@check(chapter="CR", standards=("CPH-7.5", "GC25-17"), area="candidacy")
def withdrawal_by_nominator(case: Case) -> Iterator[Finding]:
    """Whether a body could take back its nomination after the candidate was registered.

    The rule in force on voting day; a rule that lets a body end a registered candidacy is a concern.
    """
    answers = ask(case, "candidacy.withdrawal", NoInputs())
    if not answers:
        says = Message("Whether a body could take back its nomination after registration is not known.")
        yield unknown(says, which_provision(case, "candidacy.withdrawal", "the withdrawal of a nomination"))
        return
    by_verdict = {Truth.YES: Outcome.CONCERN, Truth.NO: Outcome.IN_LINE, Truth.UNKNOWN: Outcome.UNKNOWN}
    readings = tuple(reading(a, by_verdict[a.explanation.verdict]) for a in answers)
    outcome = together(readings)
    says = {
        Outcome.CONCERN: as_known(
            Message("The body that put a candidate forward could withdraw its nomination after registration."), answers
        ),
        Outcome.IN_LINE: Message("A body could not take back its nomination after registration."),
    }.get(outcome, Message("Whether a body could take back its nomination after registration is open."))
    cited = tuple(f for cite in provisions(answers) for f in names(case.claims(cite.provision)))
    yield Finding(
        "case",
        outcome,
        says,
        facts=tuple(dict.fromkeys(cited)),
        readings=readings,
        explanations=explanations(answers),
        method="The rule in force on voting day.",
        limits=("Whether any body used it, or said that it would, is not part of the rule.",),
        questions=open_questions(answers),
    )
