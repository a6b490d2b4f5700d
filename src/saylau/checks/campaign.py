"""The campaign: on how many of its days an event could be held, and whether events needed permission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from saylau.checks.ask import Answer, ask, asked, which_provision
from saylau.checks.calendar_stages import stage_claims, when_was
from saylau.checks.campaign_events import AUTHORITIES, EVENTS
from saylau.checks.finding import Finding, Measure, Outcome, ReadingOutcome
from saylau.checks.from_law import as_known, deciding, integer, provisions, together
from saylau.checks.registry import Check, check
from saylau.checks.told import Told, assumed, besides, explanations, fit, open_questions, told, unknown
from saylau.law.asked import Asked
from saylau.law.deadlines import NOTICE, PERMISSION
from saylau.law.inputs import DeadlineInputs
from saylau.methods.dates import first_day, last_day
from saylau.records.case import Case, names
from saylau.records.kinds import Provision
from saylau.records.kinds.elections import Phase
from saylau.standards import STANDARDS
from saylau.values import When
from saylau.values.message import From, Message, OutOf

RULE = "campaign.notice"
EARLIER = "Were events filed for before the first day of the campaign, and were such filings accepted?"


@dataclass(frozen=True)
class Use:
    """One telling of the campaign under one reading of the rule."""

    start: Told[date]
    end: Told[date]
    answer: Answer
    first: date
    """First day on which an event filed for on the first day of the campaign could be held."""
    clear: date
    """The same with clear days between filing and event."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The claims on both days."""
        return tuple(dict.fromkeys((*self.start.facts, *self.end.facts)))

    @property
    def days(self) -> int:
        """Days of the campaign, first and last counted."""
        return (self.end.value - self.start.value).days + 1

    def left(self, first: date) -> OutOf:
        """Days from one day to the last of the campaign, both counted, of all its days."""
        return OutOf(max(0, (self.end.value - first).days + 1), self.days)


@check(chapter="EC", standards=("CPH-7.7", "GC25-12"))
def usable_days(case: Case) -> Iterator[Finding]:
    """On how many days of the campaign an event filed for on its first day could be held.

    The first day of the campaign and the days of notice give the first day of an event; from there to the last day of
    the campaign, both counted, over all its days. With clear days between filing and event it is a day less.
    """
    claims = stage_claims(case, Phase.CAMPAIGN)
    starts, ends = told(case, claims, lambda s: first_day(s.during)), told(case, claims, lambda s: last_day(s.during))
    spans = [(start, end) for start in starts for end in ends if start.value <= end.value]
    if not spans:
        says = Message("The material does not give the first and the last day of the campaign.")
        yield unknown(says, when_was(case, Phase.CAMPAIGN), facts=names(claims))
        return
    answers = [(start, end, answer) for start, end in spans for answer in deciding(_answers(case, start, end))]
    uses = tuple(use for given in answers if (use := _use(*given)))
    if uses:
        yield _usable(case, uses, besides(claims, (f for use in uses for f in use.facts)))
        return
    start, end = spans[0]
    open_ones = open_questions(answer for _, _, answer in answers)
    yield unknown(
        Message(
            "The campaign lasted {days} days, from {start} to {end}; how many days ahead events were to be filed for "
            "is not known.",
            days=(end.value - start.value).days + 1,
            start=From(start.value, start.facts),
            end=From(end.value, end.facts),
        ),
        *(open_ones or (_which(case),)),
        facts=names(claims),
    )


def _answers(case: Case, start: Told[date], end: Told[date]) -> tuple[Answer, ...]:
    """The rule asked of an event on the last day of the campaign for which the filing was made on the first."""
    facts = tuple(dict.fromkeys((*start.facts, *end.facts)))
    given = DeadlineInputs(begins=When.on(start.value), happened=When.on(end.value), facts=facts)
    return ask(case, RULE, given)


def _which(case: Case) -> Asked:
    return which_provision(case, RULE, "the permission or notice that public events needed, and how long ahead")


def _use(start: Told[date], end: Told[date], answer: Answer) -> Use | None:
    """What a reading makes of the campaign; None where it does not say how many days ahead."""
    values = answer.explanation.values
    first, clear = values.get("first_event"), values.get("first_event_clear")
    return Use(start, end, answer, first, clear) if isinstance(first, date) and isinstance(clear, date) else None


def _usable(case: Case, uses: Sequence[Use], context: tuple[str, ...]) -> Finding:
    differ = len({(use.left(use.first), use.left(use.clear)) for use in uses}) > 1
    answers = tuple(use.answer for use in uses)
    return Finding(
        "case",
        Outcome.DISPUTED if differ else Outcome.NOTED,
        _usable_says(uses[0]) if not differ else _usable_by_reading(uses),
        facts=tuple(dict.fromkeys(f for use in uses for f in use.facts)),
        context=context,
        readings=tuple(_use_reading(use) for use in uses) if differ else (),
        measures=tuple(m for place, use in enumerate(uses, start=1) for m in _measures(use, place)),
        explanations=explanations(answers),
        method="Calendar days; from the first day of an event to the last day of the campaign, both counted.",
        assumptions=assumed(answers),
        limits=(
            "A filing made before the campaign may have been accepted.",
            "Which events were filed for, allowed and refused is not among these numbers.",
            "No standard in the registry sets a number of days.",
        ),
        questions=(asked(case, EARLIER, AUTHORITIES),),
    )


def _usable_says(use: Use) -> Message:
    return Message(
        "The campaign lasted from {start} to {end}. An event filed for on its first day could be held from {first} on; "
        "days of the campaign left: {usable}. With clear days between filing and event: from {first_clear} on; days "
        "left: {usable_clear}.",
        start=From(use.start.value, use.start.facts),
        end=From(use.end.value, use.end.facts),
        first=use.first,
        usable=From(use.left(use.first), use.facts),
        first_clear=use.clear,
        usable_clear=From(use.left(use.clear), use.facts),
    )


def _usable_by_reading(uses: Sequence[Use]) -> Message:
    return Message(
        "Accounts of the campaign, or readings of the rule on filing, differed. Days of the campaign left for an event "
        "filed for on its first day: {usable}; with clear days between filing and event, in the same order: "
        "{usable_clear}.",
        usable=tuple(From(use.left(use.first), use.facts) for use in uses),
        usable_clear=tuple(From(use.left(use.clear), use.facts) for use in uses),
    )


def _use_reading(use: Use) -> ReadingOutcome:
    rule = use.answer.rule
    name = Message(
        "{reading}, {first} to {last}",
        reading=Message(rule.reading), first=use.start.value, last=use.end.value,
    )  # fmt: skip
    return ReadingOutcome(name, rule.whose, Outcome.NOTED, _usable_says(use), use.answer.explanation)


def _measures(use: Use, place: int) -> tuple[Measure, ...]:
    end = "" if place == 1 else f"_{place}"
    notice = integer(use.answer.explanation, "days")
    until = use.end.value
    return (
        Measure(f"campaign{end}", use.days, "days", "days of the campaign", use.facts),
        *((Measure(f"notice{end}", notice, "days", "days between filing and event"),) if notice is not None else ()),
        Measure(f"first_event{end}", use.first, "", "first day of an event", use.start.facts),
        Measure(f"usable{end}", use.left(use.first), "", "days for events", use.facts, f"{until} - {use.first} + 1"),
        Measure(f"first_event_clear{end}", use.clear, "", "first day of an event, clear days", use.start.facts),
        Measure(
            f"usable_clear{end}", use.left(use.clear), "", "days for events, clear days", use.facts,
            f"{until} - {use.clear} + 1",
        ),
    )  # fmt: skip


BY_REGIME = {PERMISSION: Outcome.AT_ODDS, NOTICE: Outcome.IN_LINE}
LATER = "GC37-70..73"


@check(chapter="EC", standards=("ICCPR-21", "CPH-9.2", "GC25-12", LATER))
def permission_regime(case: Case) -> Iterator[Finding]:
    """Whether public events needed permission or only a notice.

    The rule on public events in force on voting day, as it is recorded.
    """
    answers = tuple(a for a in deciding(ask(case, RULE, DeadlineInputs())) if _regime(a) in BY_REGIME)
    if not answers:
        yield unknown(Message("Whether public events needed permission or a notice is not known."), _which(case))
        return
    readings = tuple(_regime_reading(a) for a in answers)
    cited = provisions(answers)
    claims = tuple(f for f in case.all(Provision) if f.id in {cite.provision for cite in cited})
    facts = names(fit(case, claims))
    outcome = together(readings)
    yield Finding(
        "case",
        outcome,
        as_known(_regime_says(_regime(answers[0]), integer(answers[0].explanation, "days")), answers)
        if outcome is not Outcome.DISPUTED
        else Message("By one reading public events needed permission; by another a notice was enough."),
        facts=facts,
        context=besides(claims, facts),
        provisions=cited,
        readings=readings if outcome is Outcome.DISPUTED else (),
        method="The rule in force on voting day.",
        limits=(
            "How the rule was applied, and which events were allowed or refused, is not assessed.",
            *(("General Comment 37 came after voting day and is cited as later guidance.",) if _is_later(case) else ()),
        ),
    )


def _is_later(case: Case) -> bool:
    return STANDARDS[LATER].is_later_guidance(case.info.poll)


def _regime(answer: Answer) -> str:
    return str(answer.explanation.values.get("regime", ""))


def _regime_reading(answer: Answer) -> ReadingOutcome:
    """What a reading comes to. Its questions on a filing and an event are left out: no event is tested."""
    return ReadingOutcome(
        answer.rule.reading,
        answer.rule.whose,
        BY_REGIME[_regime(answer)],
        _regime_says(_regime(answer), integer(answer.explanation, "days")),
        replace(answer.explanation, questions=()),
    )


def _regime_says(regime: str, days: int | None) -> Message:
    if regime == PERMISSION:
        if days is None:
            return Message("Public events needed the permission of the authorities.")
        return Message(
            "Public events needed the permission of the authorities, asked for {days} days ahead.", days=days
        )
    if days is None:
        return Message("Public events needed a notice to the authorities and not their permission.")
    return Message(
        "Public events needed a notice to the authorities, given {days} days ahead, and not their permission.",
        days=days,
    )


CHECKS: tuple[Check, ...] = (usable_days, permission_regime, *EVENTS)
