"""Who could stand: residence, language examination, deposit, self-nomination, and how many reached the ballot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import commission
from saylau.checks.ask import ask, asked, which_provision
from saylau.checks.candidacy_bans import bans
from saylau.checks.candidacy_dossier import dossier
from saylau.checks.candidacy_editions import editions, nominated
from saylau.checks.candidacy_funnel import candidacies, funnel, steps_to, those_put_forward
from saylau.checks.candidacy_rules import basic_conditions, nominator, withdrawal_by_nominator
from saylau.checks.candidacy_sheet import conditions, service_of
from saylau.checks.candidacy_ties import affiliations
from saylau.checks.contestants import contestants, each_person
from saylau.checks.deposits import paid_by, returned_to
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.from_law import as_known, provisions, reading, together
from saylau.checks.registry import Check, check
from saylau.checks.stays import residence_of
from saylau.checks.told import assumed, besides, explanations, fit, is_shown, open_questions, speakers, unknown
from saylau.law.inputs import ExamInputs, SelfNominationInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Candidacy,
    Exam,
    LawChange,
    Person,
)
from saylau.records.kinds.actors import Gender
from saylau.records.kinds.candidacy import CandidacyStage
from saylau.records.kinds.law import Step, Subject
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message, Name, OutOf, Said


@check(chapter="CR", standards=("GC25-15", "VC-I.1.1"))
def residence(case: Case) -> Iterator[Finding]:
    """How long each candidate lived abroad in the time for which residence was required.

    Days of the stays abroad on record inside the window that the rule sets, one end counted, with the bounds that the
    precision of their dates leaves; every reading of the rule stands beside the others.
    """
    yield from each_person(case, residence_of)


@check(chapter="CR", standards=("GC25-15",))
def service(case: Case) -> Iterator[Finding]:
    """How long each candidate had been in public service or elected office.

    Days of the posts on record that count, overlaps counted once, against the time that the rule asks for.
    """
    yield from each_person(case, service_of)


@check(chapter="CR", standards=("ICCPR-26", "GC25-15"))
def language_exam(case: Case) -> Iterator[Finding]:
    """Whether the language examination treated all alike and was open to scrutiny.

    What the record states of the examination as held: public, with published criteria, decided by secret vote, the
    same for an incumbent; and how many failed of all who were put forward.
    """
    claims = case.where(Exam, election=case.info.election)
    exams = fit(case, claims)
    answers = ask(case, "candidacy.language", ExamInputs(facts=names(exams)))
    if not exams or not answers:
        says = Message("The material does not describe an examination of candidates and the rule on it.")
        held = asked(case, "Did candidates have to pass an examination, and how was it held?", commission(case))
        rule = which_provision(case, "candidacy.language", "the examination of candidates")
        yield unknown(says, *(() if exams else (held,)), *(() if answers else (rule,)), facts=names(claims))
        return
    exam = exams[0].record
    put_forward, failed = those_put_forward(case), steps_to(case, CandidacyStage.EXAM_FAILED)
    out_of = OutOf(candidacies(failed), len(put_forward))
    facts = (exams[0].fact, *names(failed))
    yield Finding(
        "case",
        _exam_outcome(exam),
        Message(
            "As {who} stated, the examination was held in public: {public}; by published criteria: {criteria}; decided "
            "by secret vote: {secret}; an incumbent who stood again was exempt: {exempt}. Failed it, of those put "
            "forward: {failed}.",
            who=speakers(case, (exams[0].fact,)),
            public=From(exam.public, (exams[0].fact,)),
            criteria=From(exam.criteria_published, (exams[0].fact,)),
            secret=From(exam.secret_vote, (exams[0].fact,)),
            exempt=From(exam.incumbent_exempt, (exams[0].fact,)),
            failed=From(out_of, names(failed) or names(put_forward)),
        ),
        facts=facts,
        context=(*besides(claims, facts), *names(put_forward)),
        provisions=provisions(answers),
        measures=(Measure("failed", out_of, "", "failed the examination, of those put forward", names(failed)),),
        method="The record of the examination, read item by item.",
        limits=("The exemption stands in the law as stated; whether anyone made use of it is another question.",),
    )


def _exam_outcome(exam: Exam) -> Outcome:
    """At odds where it was unequal or had no criteria; a concern where only the manner of deciding was closed."""
    if exam.incumbent_exempt is Truth.YES or exam.criteria_published is Truth.NO:
        return Outcome.AT_ODDS
    if exam.public is Truth.NO or exam.secret_vote is Truth.NO:
        return Outcome.CONCERN
    open_points = (exam.incumbent_exempt, exam.criteria_published, exam.public, exam.secret_vote)
    return Outcome.UNKNOWN if Truth.UNKNOWN in open_points else Outcome.IN_LINE


@check(chapter="CR", standards=("VC-I.1.3.vi", "GC25-16"))
def deposit(case: Case) -> Iterator[Finding]:
    """How high the election deposit was, and whether each candidate paid it.

    The amount is the rule's; payment is as stated.
    """
    yield from each_person(case, paid_by)


@check(chapter="CR", standards=("VC-I.1.3.vi",))
def deposit_refund(case: Case) -> Iterator[Finding]:
    """Whether each candidate's result let the election deposit be returned.

    Votes over all who took part, invalid ballots included, against the share that the rule sets, or election; the
    share of valid votes stands beside it, since it is often taken for the base.
    """
    yield from each_person(case, returned_to)


@check(chapter="CR", standards=("GC25-17", "CPH-7.5"))
def independents(case: Case) -> Iterator[Finding]:
    """Whether people could stand without being put forward by an organisation.

    The rule on self-nomination in force on voting day, the recorded change that ended it, the rule at each earlier
    election of the register, and by whom the candidates of this election were put forward.
    """
    claims = case.where(LawChange, about=Subject.SELF_NOMINATION_ENDED)
    poll = When.on(case.info.poll)
    made = [f for f in claims if f.record.step is not Step.PROPOSED and f.record.on.after(poll) is not Truth.YES]
    changes = fit(case, made)
    answers = ask(case, "candidacy.independents", SelfNominationInputs(facts=names(changes)))
    if not answers:
        says = Message("The material does not say whether people could nominate themselves.")
        question = which_provision(case, "candidacy.independents", "self-nomination of candidates")
        yield unknown(says, question, facts=names(claims))
        return
    by_verdict = {Truth.YES: Outcome.IN_LINE, Truth.NO: Outcome.AT_ODDS, Truth.UNKNOWN: Outcome.UNKNOWN}
    readings = tuple(reading(a, by_verdict[a.explanation.verdict]) for a in answers)
    outcome, before = together(readings), editions(case)
    yield Finding(
        "case",
        outcome,
        as_known(_independents_says(case, outcome, changes), answers),
        facts=names(changes),
        context=besides(claims, names(changes)),
        readings=(*readings, *(edition.reading for edition in before)),
        measures=(
            *(Measure("ended", f.record.on, "", "change that ended self-nomination", (f.fact,)) for f in changes[:1]),
            *(edition.measure for edition in before),
            *nominated(case),
        ),
        explanations=explanations(answers),
        method="The rule in force on voting day; beside it, deciding nothing, that in force at each earlier election.",
        limits=("How many people would have stood by themselves is not known.",),
        assumptions=assumed(answers),
        questions=open_questions(answers),
    )


def _independents_says(case: Case, outcome: Outcome, changes: Sequence[Fact[LawChange]]) -> Message:
    if outcome is Outcome.IN_LINE:
        return Message("People could nominate themselves as candidates.")
    if outcome is not Outcome.AT_ODDS:
        return Message("Whether people could nominate themselves as candidates is not known.")
    if not changes:
        return Message("Only organisations could put candidates forward; people could not nominate themselves.")
    return Message(
        "Only organisations could put candidates forward. As {who} stated, people could nominate themselves until the "
        "change of {on}.",
        who=speakers(case, (changes[0].fact,)),
        on=From(changes[0].record.on, (changes[0].fact,)),
    )


@check(chapter="CR", standards=("CEDAW-7",))
def women(case: Case) -> Iterator[Finding]:
    """How many of the candidates were women.

    Counts of registered candidates and of all put forward whose gender a source states; with bounds where it states
    none for some.
    """
    standing = contestants(case)
    registered = {one.candidacy for one in standing}
    are_registered = any(one.stage is CandidacyStage.REGISTERED for one in standing)
    known = [(f, _person(case, f.record.person)) for f in those_put_forward(case)]
    lists = tuple(f for f, _ in known if f.record.candidates)
    if lists and not any(person for _, person in known):
        yield _women_on_lists(case, lists)
        return
    if not any(person and person.record.gender for _, person in known):
        says = Message("The material does not state the gender of the candidates.")
        how_many = asked(case, "How many women were put forward, and how many registered?", commission(case))
        yield unknown(says, how_many, facts=tuple(f.fact for f, _ in known))
        return
    final = [(f, person) for f, person in known if f.id in registered]
    count, all_count = _women(final), _women(known)
    facts = tuple(fact for f, person in final for fact in (f.fact, *((person.fact,) if person else ())))
    first = [f for f, p in final if f.record.first_of_gender is Truth.YES and p and p.record.gender is Gender.WOMAN]
    yield Finding(
        "case",
        Outcome.NOTED,
        _women_says(case, count, len(final), first, are_registered),
        facts=facts,
        context=tuple(
            f for c, person in known for f in (c.fact, *((person.fact,) if person else ())) if f not in facts
        ),
        measures=(
            Measure("registered", _share_of(count, len(final)), "", "women among registered candidates", facts),
            Measure("put_forward", _share_of(all_count, len(known)), "", "women among those put forward"),
        ),
        method="Counts of the genders that sources state.",
        limits=("A number of candidates says nothing of the conditions under which they campaigned.",),
        questions=tuple(
            asked(case, "Of which gender was this person, who was put forward?", commission(case), _called(case, f))
            for f, person in known
            if not (person and person.record.gender)
        ),
    )


def _women_on_lists(case: Case, lists: Sequence[Fact[Candidacy]]) -> Finding:
    """The women on lists, over those lists of which both numbers are stated to the unit."""
    told = [
        (f, f.record.women.exact, f.record.candidates.exact) for f in lists if f.record.women and f.record.candidates
    ]
    both = [(f, part, whole) for f, part, whole in told if part is not None and whole is not None]
    bare = len({f.id for f in lists} - {f.id for f, _, _ in both})
    how_many = asked(case, "How many people stood on each list, and how many of them were women?", commission(case))
    if not both:
        says = Message("The material does not state how many women stood on the lists.")
        return unknown(says, how_many, facts=names(lists))
    share = OutOf(sum(part for _, part, _ in both), sum(whole for _, _, whole in both))
    facts = names(f for f, _, _ in both)
    return Finding(
        "case",
        Outcome.NOTED,
        Message(
            "Women among those on lists: {women}, over the lists of which both numbers are stated: {lists}. Lists "
            "without them: {bare}.",
            women=From(share, facts),
            lists=len({f.id for f, _, _ in both}),
            bare=bare,
        ),
        facts=facts,
        measures=(Measure("on_lists", share, "", "women among those on lists", facts),),
        method="The numbers that sources state of each list, added over the lists of which both are stated.",
        limits=("A number of candidates says nothing of the conditions under which they campaigned.",),
        questions=(how_many,) if bare else (),
    )


def _called(case: Case, candidacy: Fact[Candidacy]) -> Said:
    """The person, where every claim about the person is public."""
    person = candidacy.record.person
    return Message("{person}", person=Name(person)) if is_shown(case, person) else "a person whose name is withheld"


def _person(case: Case, person: str) -> Fact[Person] | None:
    claims = fit(case, [f for f in case.all(Person) if f.id == person])
    return next((f for f in claims if f.record.gender), claims[0] if claims else None)


def _women(people: Sequence[tuple[Fact[Candidacy], Fact[Person] | None]]) -> Count:
    genders = [person.record.gender if person else None for _, person in people]
    sure = sum(gender is Gender.WOMAN for gender in genders)
    return Count.between(sure, sure + sum(gender is None for gender in genders))


def _share_of(part: Count, whole: int) -> OutOf | Count:
    return part if part.exact is None else OutOf(part.exact, whole)


def _women_says(
    case: Case, count: Count, all_registered: int, first: Sequence[Fact[Candidacy]], are_registered: bool
) -> Message:
    if not are_registered:
        says = "Candidates put forward: {all}; women among them: {women}. Who of them was registered is not stated."
        return Message(says, all=all_registered, women=count)
    if first:
        return Message(
            "Registered candidates: {all}; women among them: {women}. As {who} stated, {first} was the first ever.",
            who=speakers(case, (first[0].fact,)),
            all=all_registered,
            women=count,
            first=From(Name(first[0].record.person), (first[0].fact,)),
        )
    return Message("Registered candidates: {all}; women among them: {women}.", all=all_registered, women=count)


CHECKS: tuple[Check, ...] = (
    residence,
    service,
    language_exam,
    deposit,
    deposit_refund,
    independents,
    basic_conditions,
    nominator,
    withdrawal_by_nominator,
    funnel,
    women,
    conditions,
    dossier,
    affiliations,
    bans,
)
