"""Prosecutions over assemblies and expression: the acts described, the test of restrictions, and practices told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saylau.checks.addressees import asked_on
from saylau.checks.ask import asked, lawyer
from saylau.checks.detentions_claims import POLICE
from saylau.checks.detentions_force import practices_of
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.people import AGGREGATE, COUNSEL, FEW, conduct_of, counted, people, steps
from saylau.checks.prosecutions_acts import act_fields, acts, involvement
from saylau.checks.prosecutions_appeals import reports
from saylau.checks.prosecutions_measures import custody_clock, night_hearing, poll_day_overlap
from saylau.checks.prosecutions_penalties import penalties, vulnerability
from saylau.checks.registry import Check, check
from saylau.checks.told import unknown
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import Conduct, Designation, Step, ThreePartTest
from saylau.records.kinds.prosecutions import ConductSort, StepSort
from saylau.records.kinds.protests import PracticeSort
from saylau.values import Truth, all_of
from saylau.values.message import From, Message, Name, OutOf

EXPRESSION = (ConductSort.PUBLIC_EXPRESSION, ConductSort.WRITTEN_EXPRESSION)
ASKED_IN_CUSTODY = (PracticeSort.QUESTIONS_ON_VIEWS, PracticeSort.TELEPHONES)


@check(chapter="RP", standards=("ICCPR-19", "ICCPR-22", "GC34-46"))
def nexus(case: Case) -> Iterator[Finding]:
    """Whether the acts described in charges are linked to the banned body that the charge names.

    Over all people charged under a provision: of how many the act described is linked to the body, of how many
    nothing in it is, and of how many that is not stated. A link that is only alleged counts as stated.
    """
    charges = [f for f in steps(case, StepSort.CHARGE) if f.record.provision]
    if not charges:
        asks = (
            "Under which provisions were people charged over assemblies or expression, and which acts were described?"
        )
        yield unknown(Message("The material tells of no charge with its provision."), asked(case, asks, COUNSEL))
        return
    for provision in dict.fromkeys(str(f.record.provision) for f in charges):
        yield _linked(case, provision, [f for f in charges if f.record.provision == provision])


def _linked(case: Case, provision: str, charges: Sequence[Fact[Step]]) -> Finding:
    conducts = [(f, conduct_of(case, f)) for f in charges]
    linked, apart, open_ = (
        [f for f, c in conducts if (c.record.linked if c else Truth.UNKNOWN) is truth]
        for truth in (Truth.YES, Truth.NO, Truth.UNKNOWN)
    )
    facts = tuple(dict.fromkeys((*names(charges), *(c.fact for _, c in conducts if c))))
    return Finding(
        provision,
        Outcome.CONCERN if apart else (Outcome.UNKNOWN if not linked else Outcome.NOTED),
        Message(
            "People charged under the provision: {people}; a link of the act described to the banned body is alleged: "
            "{linked}; nothing in the act described links it: {apart}; not stated: {unknown}.",
            people=From(len(people(charges)), names(charges)),
            linked=len(people(linked)),
            apart=len(people(apart)),
            unknown=len(people(open_)),
        ),
        facts=facts,
        measures=(
            counted("people", charges, "people charged under the provision"),
            counted("linked", linked, "people of whom a link is alleged"),
            counted("not_linked", apart, "people in whose described act nothing links it to the body"),
            counted("not_stated", open_, "people of whom that is not stated"),
        ),
        method="People charged are counted by what is told of the act described.",
        limits=(
            AGGREGATE,
            FEW,
            "The indictments were not read: what they describe is known from those who told of them.",
        ),
        questions=(
            asked(
                case, "Which acts do the indictments describe, and how do they link each to the banned body?", COUNSEL
            ),
            asked(
                case,
                "What does the provision say of taking part, and does it cover expression alone?",
                asked_on(case, (provision,), lawyer(case)),
            ),
        ),
    )


@check(chapter="RP", standards=("ICCPR-19", "GC34-21..36"))
def three_part_test(case: Case) -> Iterator[Finding]:
    """Restrictions of expression: provided by law, for a legitimate aim, and necessary, as a person assessed them.

    The software lists the acts of expression for which something was done to people, as a number. Each needs a
    worksheet that a person fills in: law, aim, necessity, with the reviewer. Without all of them the answer is
    unknown.
    """
    acts = [f for f in case.all(Conduct) if f.record.sort in EXPRESSION]
    if not acts:
        asks = "For which acts of expression were people detained, sanctioned or charged?"
        yield unknown(
            Message("The material tells of no act of expression that was restricted."), asked(case, asks, COUNSEL)
        )
        return
    number = len({f.id for f in acts})
    sheets = [s for s in case.all(ThreePartTest) if s.record.conduct in {f.id for f in acts}]
    filled = {s.record.conduct for s in sheets}
    not_met = [s for s in sheets if _passes(s) is Truth.NO]
    failed = {s.record.conduct for s in not_met}
    undecided = [s for s in sheets if _passes(s) is Truth.UNKNOWN]
    complete = len(filled) == number and not undecided
    yield Finding(
        "case",
        Outcome.CONCERN if failed else (Outcome.NOTED if complete else Outcome.UNKNOWN),
        Message(
            "Acts of expression for which something was done to people: {acts}; worksheets filled in by a person: "
            "{filled}; in which a part of the test was not met: {failed}.",
            acts=From(number, names(acts)),
            filled=OutOf(len(filled), number),
            failed=len(failed),
        ),
        facts=(*names(acts), *names(sheets)),
        readings=tuple(_sheet(s) for s in sheets),
        measures=(
            Measure("acts", number, "acts", "acts of expression", names(acts)),
            Measure("filled", len(filled), "worksheets", "worksheets filled in", names(sheets)),
            Measure("failed", len(failed), "worksheets", "with a part not met", names(not_met)),
            counted("people", acts, "people whose acts they were"),
        ),
        method=(
            "A person assesses each restriction; the software counts the worksheets (General comment 34, paragraphs "
            "21 to 36)."
        ),
        limits=(
            AGGREGATE,
            "Whether a restriction was necessary and proportionate is for people to judge, never for software.",
        ),
        questions=()
        if complete
        else (
            asked(
                case,
                "For each act of expression: was the restriction provided by law, for which aim, and was it necessary?",
                "the reviewer of this assessment",
            ),
        ),
    )


def _passes(sheet: Fact[ThreePartTest]) -> Truth:
    return all_of((sheet.record.law, sheet.record.aim, sheet.record.necessity))


def _sheet(sheet: Fact[ThreePartTest]) -> ReadingOutcome:
    """One worksheet by its reviewer; it names neither act nor person."""
    record = sheet.record
    says = Message(
        "Provided by law: {law}; legitimate aim: {aim}; necessary: {necessity}.",
        law=record.law,
        aim=record.aim,
        necessity=record.necessity,
    )
    outcome = {Truth.YES: Outcome.NOTED, Truth.NO: Outcome.CONCERN, Truth.UNKNOWN: Outcome.UNKNOWN}[_passes(sheet)]
    return ReadingOutcome("worksheet", "the reviewer", outcome, says, decides=False)


@check(chapter="RP", standards=("ICCPR-9", "ICCPR-17", "ICCPR-19"))
def practices(case: Case) -> Iterator[Finding]:
    """What people were asked and what was taken from them while held, as practices told over many.

    A checklist: questions about views and support, and telephones taken and read. Each is told or not told.
    """
    told = practices_of(case, *ASKED_IN_CUSTODY)
    if not told:
        asks = "What were the people detained asked, and were their telephones taken or read?"
        yield unknown(
            Message("The material tells of no questions or inspections in custody."), asked(case, asks, COUNSEL)
        )
        return
    sorts = tuple(dict.fromkeys(f.record.sort for f in told))
    absent = tuple(Message(sort.value) for sort in ASKED_IN_CUSTODY if sort not in sorts)
    yield Finding(
        "case",
        Outcome.CONCERN,
        Message(
            "Of people held, these practices are told: {told}; not told: {absent}.",
            told=tuple(Message(sort.value) for sort in sorts),
            absent=absent or (Message("none"),),
        ),
        facts=names(told),
        measures=(
            Measure("told", len(sorts), "practices", "practices of the checklist that are told", names(told)),
            Measure("checklist", len(ASKED_IN_CUSTODY), "practices", "practices on the checklist"),
        ),
        method="The checklist is compared with what the sources tell.",
        limits=(AGGREGATE, "A practice told without a number does not show how many people it concerned."),
        questions=(
            asked(
                case, "On what legal ground were people questioned about their views and their telephones read?", POLICE
            ),
        ),
    )


@check(chapter="RP", standards=("ICCPR-9", "ICCPR-19"))
def conscience(case: Case) -> Iterator[Finding]:
    """People declared prisoners of conscience, by the body that declared it.

    The status is the declaring body's, by its own criteria; the software counts people and names the body.
    """
    told = case.all(Designation)
    if not told:
        asks = "Did any body declare people held in connection with the election prisoners of conscience?"
        yield unknown(
            Message("The material names no one declared a prisoner of conscience."), asked(case, asks, COUNSEL)
        )
        return
    for body in dict.fromkeys(f.record.by for f in told):
        declared = [f for f in told if f.record.by == body]
        yield Finding(
            str(body),
            Outcome.NOTED,
            Message(
                "People declared prisoners of conscience by {body}: {people}.",
                body=Name(body),
                people=From(len(people(declared)), names(declared)),
            ),
            facts=names(declared),
            measures=(counted("people", declared, "people declared"),),
            method="People are counted once for each body.",
            limits=(AGGREGATE, "The status follows the criteria of the body that declared it."),
            questions=(
                asked(
                    case,
                    "On which day was the status declared, and does it still stand?",
                    Message("{body}", body=Name(body)),
                ),
            ),
        )


CHECKS: tuple[Check, ...] = (
    nexus,
    poll_day_overlap,
    custody_clock,
    night_hearing,
    vulnerability,
    penalties,
    three_part_test,
    practices,
    conscience,
    acts,
    involvement,
    act_fields,
    reports,
)
