"""Opinion polls: who was sanctioned for polling under which reading of the law, fines in base units, and admission.

People stand under case numbers; what is printed of them are numbers over all cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from saylau.checks.addressees import asked_on, commission
from saylau.checks.ask import Answer, ask, asked, register, which_provision
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import deciding, integer, money, provisions, reading, together
from saylau.checks.polls_published import PUBLISHED
from saylau.checks.registry import Check, check
from saylau.checks.told import fit, one_each, unknown
from saylau.law.asked import Asked
from saylau.law.inputs import FineInputs, PollsterInputs
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import PollEnforcement, Pollster, Statement
from saylau.records.kinds.polls import PollSanction, PollsterSort
from saylau.values import Truth
from saylau.values.message import Message, Name

WHO_MAY_POLL, FINE = "polls.pollster", "polls.fine"
ABOUT_POLLSTERS = "who could conduct opinion polls on the election"
ABOUT_FINES = "the fine for an opinion poll without the conditions"
PROSECUTOR = "the prosecutor's office"
CASES_ASKED = "How many people and organisations were held liable for opinion polls, when, and with which sanction?"
OUTCOME_ASKED = "What came of the cases over opinion polls of which no outcome is stated?"
REGISTER_ASKED = "Which organisations gave notice of opinion polls, when, and with how many years of experience?"
FINES_ASKED = "Which fines were imposed for opinion polls, how high were they, and under which provision?"
WORDS_ASKED = "What were the words of the provision on who may conduct opinion polls in force on voting day?"
OVER_ALL = "People stand under case numbers; numbers are over all cases, and none is shown one by one."


def _cases(case: Case) -> tuple[Fact[PollEnforcement], ...]:
    """The first claim on which something can rest, of each case over a poll."""
    return one_each(fit(case, case.where(PollEnforcement, election=case.info.election)))


def _individuals(cases: Sequence[Fact[PollEnforcement]]) -> tuple[Fact[PollEnforcement], ...]:
    return tuple(claim for claim in cases if claim.record.sort is PollsterSort.INDIVIDUAL)


@dataclass(frozen=True)
class _Put:
    """A rule put to one case."""

    claim: Fact[PollEnforcement]
    answer: Answer

    @property
    def verdict(self) -> Truth:
        """Yes: the pollster kept to the rule under this reading."""
        return self.answer.explanation.verdict


def _given(claim: Fact[PollEnforcement]) -> PollsterInputs:
    record = claim.record
    entity = Truth.of(record.sort is PollsterSort.ORGANISATION)
    return PollsterInputs(legal_entity=entity, years=record.years, notified=record.notified, facts=(claim.fact,))


def _no_cases(case: Case) -> Finding:
    return unknown(Message("No case over an opinion poll is in the material."), asked(case, CASES_ASKED, PROSECUTOR))


@check(chapter="PO", standards=("ICCPR-19", "GC34-21..36"))
def pollster_readings(case: Case) -> Iterator[Finding]:
    """Whether those sanctioned for opinion polls were barred from polling, under each reading of the law.

    Each reading of the rule on who may poll is put to every recorded case against an individual or an organisation. A
    case over what a reading does not bar has no clear basis under it.
    """
    cases = _cases(case)
    if not cases:
        yield _no_cases(case)
        return
    put = [_Put(claim, answer) for claim in cases for answer in deciding(ask(case, WHO_MAY_POLL, _given(claim)))]
    if not put:
        says = Message("Cases over opinion polls: {cases}. Who could poll is not known.", cases=len(cases))
        yield unknown(says, which_provision(case, WHO_MAY_POLL, ABOUT_POLLSTERS), facts=names(cases))
        return
    yield _by_reading(case, cases, put)


def _by_reading(case: Case, cases: Sequence[Fact[PollEnforcement]], put: Sequence[_Put]) -> Finding:
    named = dict.fromkeys(one.answer.rule.reading for one in put)
    readings = tuple(_reading([one for one in put if one.answer.rule.reading == name]) for name in named)
    outcome = together(readings)
    people = _individuals(cases)
    cited = provisions(one.answer for one in put)
    return Finding(
        "case",
        outcome,
        _cases_say(outcome, len(cases), len(people)),
        facts=names(cases),
        context=names(_said_of_the_rule(case)),
        provisions=cited,
        readings=readings,
        measures=_case_measures(cases),
        method="Every reading in force on voting day, put to each recorded case; numbers over all cases.",
        limits=(
            OVER_ALL,
            "Cases are those that sources state; whether two of them are one is not settled.",
            "What a court weighed beside this rule is not in the material.",
        ),
        questions=_asked_of(case, cases, outcome, tuple(cite.provision for cite in cited)),
    )


def _case_measures(cases: Sequence[Fact[PollEnforcement]]) -> tuple[Measure, ...]:
    facts, people = names(cases), len(_individuals(cases))
    waiting = sum(claim.record.outcome is PollSanction.SUMMONED for claim in cases)
    fined = sum(claim.record.outcome is PollSanction.FINED for claim in cases)
    return (
        Measure("cases", len(cases), "", "cases over opinion polls", facts),
        Measure("individuals", people, "", "cases against individuals", facts),
        Measure("organisations", len(cases) - people, "", "cases against organisations", facts),
        Measure("fined", fined, "", "cases in which a fine is stated", facts),
        Measure("outcome_unknown", waiting, "", "cases of which no outcome is stated", facts),
    )


def _asked_of(
    case: Case, cases: Sequence[Fact[PollEnforcement]], outcome: Outcome, cited: tuple[str, ...]
) -> tuple[Asked, ...]:
    waiting = any(claim.record.outcome is PollSanction.SUMMONED for claim in cases)
    words = asked(case, WORDS_ASKED, asked_on(case, cited, register(case)))
    return (
        *((words,) if outcome is Outcome.DISPUTED else ()),
        *((asked(case, OUTCOME_ASKED, PROSECUTOR),) if waiting else ()),
    )


def _reading(put: Sequence[_Put]) -> ReadingOutcome:
    """What one reading makes of all cases: barred, not barred, or not to be told."""
    barred, allowed = (sum(one.verdict is verdict for one in put) for verdict in (Truth.NO, Truth.YES))
    outcome = Outcome.UNKNOWN
    if allowed:
        outcome = Outcome.CONCERN
    elif barred:
        outcome = Outcome.NOTED
    says = Message(
        "Cases over polls that this reading barred: {barred}; that it did not bar, so that the case had no clear "
        "basis: {allowed}; that cannot be told: {unsure}.",
        barred=barred, allowed=allowed, unsure=len(put) - barred - allowed,
    )  # fmt: skip
    first = next((one for one in put if one.verdict is not Truth.UNKNOWN), put[0])
    explanation = replace(first.answer.explanation, facts=(), questions=())
    return ReadingOutcome(first.answer.rule.reading, first.answer.rule.whose, outcome, says, explanation)


def _cases_say(outcome: Outcome, cases: int, people: int) -> Message:
    values = {"cases": cases, "people": people, "organisations": cases - people}
    if outcome is Outcome.DISPUTED:
        return Message(
            "Cases over opinion polls: {cases}, against individuals {people} and against organisations "
            "{organisations}. Whether those who polled were barred from it depends on the reading of the law; where a "
            "reading did not bar them, the cases had no clear basis under it.",
            **values,
        )
    if outcome is Outcome.CONCERN:
        return Message(
            "Cases over opinion polls: {cases}, against individuals {people} and against organisations "
            "{organisations}. The law did not bar all who polled; cases against the others had no clear basis.",
            **values,
        )
    if outcome is Outcome.UNKNOWN:
        return Message(
            "Cases over opinion polls: {cases}, against individuals {people} and against organisations "
            "{organisations}. Whether they were barred from polling cannot be told.",
            **values,
        )
    return Message(
        "Cases over opinion polls: {cases}, against individuals {people} and against organisations {organisations}. "
        "The law barred those who polled.",
        **values,
    )


def _said_of_the_rule(case: Case) -> tuple[Fact[Statement], ...]:
    """What was said of who may poll: statements of which one contradicts another."""
    said = case.where(Statement, area="PO")
    answered = {f.record.against for f in said if f.record.against}
    return tuple(f for f in said if f.record.against or f.id in answered)


@check(chapter="PO", standards=("ICCPR-19",))
def fine_amount(case: Case) -> Iterator[Finding]:
    """Whether fines for opinion polls were those that the law sets, in base units.

    The number of base units that the provision sets, times the unit in force on voting day, beside each fine stated.
    """
    cases = tuple(claim for claim in _cases(case) if claim.record.fine is not None)
    put = [_Put(claim, answer) for claim in cases for answer in deciding(ask(case, FINE, _fine_of(claim)))]
    rule = deciding(ask(case, FINE, FineInputs()))
    if not rule:
        says = Message("Fines stated for opinion polls: {number}. What the law set is not known.", number=len(cases))
        yield unknown(says, which_provision(case, FINE, ABOUT_FINES), facts=names(cases))
        return
    if not put:
        yield replace(
            unknown(
                Message("No amount of a fine for an opinion poll is stated."), asked(case, FINES_ASKED, PROSECUTOR)
            ),
            measures=_set_by_law(rule[0]),
        )
        return
    yield _fines(case, put)


def _fine_of(claim: Fact[PollEnforcement]) -> FineInputs:
    organisation = Truth.of(claim.record.sort is PollsterSort.ORGANISATION)
    return FineInputs(fine=claim.record.fine, organisation=organisation, facts=(claim.fact,))


def _set_by_law(answer: Answer) -> tuple[Measure, ...]:
    found = []
    unit = money(answer.explanation, "base_unit")
    if unit is not None:
        found.append(Measure("base_unit", unit, "", "base unit on voting day"))
    for who, label in (("individual", "fine set for an individual"), ("organisation", "fine set for an organisation")):
        fine, units = money(answer.explanation, f"fine_{who}"), integer(answer.explanation, f"units_{who}")
        if fine is not None and units is not None:
            found.append(Measure(f"fine_{who}", fine, "", label, (), f"{units} * {unit}"))
    return tuple(found)


def _fines(case: Case, put: Sequence[_Put]) -> Finding:
    facts = names(dict.fromkeys(one.claim for one in put))
    readings = tuple(reading(one.answer, _fine_outcome(one)) for one in put)
    outcome = min((r.outcome for r in readings), key=lambda found: found.rank)
    equal = len({one.claim.fact for one in put if one.verdict is Truth.YES})
    units = [u for one in put if isinstance(u := one.answer.explanation.values.get("stated_units"), Fraction)]
    return Finding(
        "case",
        outcome,
        _fines_say(put[0].answer, len(facts), equal),
        facts=facts,
        provisions=provisions(one.answer for one in put),
        measures=(
            Measure("fines", len(facts), "", "fines of which the amount is stated", facts),
            Measure("equal", equal, "", "fines equal to what the provision set", facts),
            *((Measure("units_least", min(units), "base units", "lowest fine", facts),
               Measure("units_most", max(units), "base units", "highest fine", facts)) if units else ()),
            *_set_by_law(put[0].answer),
        ),
        method="Base units set by the provision times the unit on voting day, compared with each fine as stated.",
        limits=(OVER_ALL, "Whether a fine was due at all is another question; who could poll stood in two readings."
                if len(deciding(ask(case, WHO_MAY_POLL, PollsterInputs()))) > 1
                else "Whether a fine was due at all is another question."),
    )  # fmt: skip


def _fines_say(answer: Answer, number: int, equal: int) -> Message:
    """How many fines are those that the provision sets; with the sum where the rule yields one for individuals."""
    units, unit = integer(answer.explanation, "units_individual"), money(answer.explanation, "base_unit")
    fine = money(answer.explanation, "fine_individual")
    if units is None or unit is None or fine is None:
        return Message(
            "Fines for opinion polls of which the amount is stated: {number}; equal to what the provision set: "
            "{equal}.",
            number=number, equal=equal,
        )  # fmt: skip
    return Message(
        "The provision set {fine} for an individual: {units} base units of {unit}. Fines for opinion polls of which "
        "the amount is stated: {number}; equal to what the provision set: {equal}.",
        fine=fine, units=units, unit=unit, number=number, equal=equal,
    )  # fmt: skip


def _fine_outcome(one: _Put) -> Outcome | None:
    """A fine below what the provision sets is worth a look; one above it is contrary to it."""
    fine, individual = one.claim.record.fine, one.claim.record.sort is PollsterSort.INDIVIDUAL
    due = money(one.answer.explanation, "fine_individual" if individual else "fine_organisation")
    if one.verdict is not Truth.NO or fine is None or due is None:
        return None
    return Outcome.CONCERN if fine.less_than(due) is Truth.YES else None


@check(chapter="PO", standards=("VC-I.3.1", "ICCPR-19"))
def admission(case: Case) -> Iterator[Finding]:
    """Which pollsters met the conditions for polling.

    Legal form, years of experience and notice of each pollster recorded, under each reading in force on voting day.
    """
    pollsters = one_each(fit(case, case.where(Pollster, election=case.info.election)))
    if not pollsters:
        yield unknown(
            Message("No register of pollsters and of their notices is in the material."),
            asked(case, REGISTER_ASKED, commission(case)),
        )
        return
    for claim in pollsters:
        yield _admitted(case, claim)


def _admitted(case: Case, claim: Fact[Pollster]) -> Finding:
    record = claim.record
    given = PollsterInputs(
        legal_entity=record.legal_entity, years=record.years, notified=Truth.YES if record.notified else Truth.UNKNOWN,
        facts=(claim.fact,),
    )  # fmt: skip
    answers = ask(case, WHO_MAY_POLL, given, about=Message("{pollster}", pollster=Name(record.organisation)))
    who = Name(record.organisation)
    if not deciding(answers):
        says = Message("Whether {pollster} met the conditions for polling is not known.", pollster=who)
        asking = which_provision(case, WHO_MAY_POLL, ABOUT_POLLSTERS)
        return unknown(says, asking, subject=claim.id, facts=(claim.fact,))
    readings = tuple(reading(a) for a in answers)
    outcome = together(readings)
    said = {
        Outcome.IN_LINE: "{pollster} met the conditions for polling.",
        Outcome.CONTRARY: "By the facts stated, {pollster} lacked a condition for polling.",
        Outcome.DISPUTED: "By one reading of the law {pollster} met the conditions for polling; by another not.",
    }.get(outcome, "Whether {pollster} met the conditions for polling cannot be told.")
    return Finding(
        claim.id,
        outcome,
        Message(said, pollster=who),
        facts=(claim.fact,),
        readings=readings,
        explanations=tuple(a.explanation for a in deciding(answers)),
        limits=("That a pollster met the conditions says nothing of how good its polls were.",),
    )


CHECKS: tuple[Check, ...] = (pollster_readings, fine_amount, admission, *PUBLISHED)
