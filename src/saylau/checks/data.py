"""How the material holds together: sources, dates, zones, rates, sums, durations, names, announced tables, searches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saylau.checks.ask import asked
from saylau.checks.data_asked import authors_asked, maker, public
from saylau.checks.data_findings import OF_FINDINGS
from saylau.checks.data_names import NAMES
from saylau.checks.data_possible import POSSIBLE
from saylau.checks.data_rarity import RARITY
from saylau.checks.data_replies import OF_CASE
from saylau.checks.data_replies import OF_FINDINGS as HEARD
from saylau.checks.data_shares import SHARES
from saylau.checks.data_sources import SOURCES
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.registry import Check, CheckOfFindings, check
from saylau.checks.told import unknown
from saylau.methods.windows import HOUR, whole_hours
from saylau.records.base import Record
from saylau.records.case import Case, names
from saylau.records.columns import record_columns
from saylau.records.fact import Display, Fact
from saylau.records.kinds import (
    Conversion,
    MissingItem,
    SearchForEvidence,
    StatedDuration,
    StatedSum,
)
from saylau.records.kinds.data import ItemSort
from saylau.values import Count, Truth, When
from saylau.values.message import From, Message, OutOf, Wording


def total(counts: list[Count]) -> Count:
    """The sum of counts of one unit; none is zero."""
    found = Count.of(0)
    for count in counts:
        found = found + count
    return found


@check(chapter="DM")
def source_and_date(case: Case) -> Iterator[Finding]:
    """Whether each number has a source and a date as of which it holds.

    Counts references without a target, numbers of kinds that carry a date without one, and sources without a date.
    """
    missing = case.where(MissingItem, sort=ItemSort.REFERENCE)
    holding = [f for kind in {type(f.record): None for f in case.facts} for f in case.all(kind) if _takes_a_day(kind)]
    if not missing and not holding:
        question = asked(case, "As of which day does each number of the material hold?", maker(case))
        yield unknown(Message("The material holds no statement that holds as of a day; nothing was tested."), question)
        return
    references = total([f.record.number for f in missing])
    undated = [f for f in holding if getattr(f.record, "as_of", None) is None]
    sources = [s for s in case.sources.values() if s.published is None]
    clear = not missing and not undated
    yield Finding(
        subject="case",
        outcome=Outcome.IN_LINE if clear else Outcome.CONCERN,
        message=Message(
            "References without a target: {references}. Statements that hold as of a day and gave none: {undated}. "
            "Sources without a date of publication: {sources}.",
            references=From(references, names(missing)),
            undated=OutOf(len(undated), len(holding)),
            sources=OutOf(len(sources), len(case.sources)),
        ),
        facts=names((*missing, *undated) or holding),
        measures=(
            Measure("references", references, "", "references without a target", names(missing)),
            Measure("undated", len(undated), "", "statements without a day as of which they hold", names(undated)),
            Measure("sources", len(sources), "", "sources without a date of publication"),
        ),
        method="Every fact names its source; statements with an as-of day were tested for it, and sources for a date.",
        limits=(
            "A source without a date of its own is counted and decides nothing.",
            "All sources of the case are counted, also one that no claim names and others repeat.",
        ),
        questions=(
            *authors_asked(case, names(missing), "To what do the references without a target lead?"),
            *authors_asked(case, names(undated), "As of which day does each number hold that gives none?"),
        ),
    )


def _takes_a_day(kind: type[Record]) -> bool:
    return any(column.name == "as_of" for column in record_columns(kind))


@check(chapter="DM")
def time_zone(case: Case) -> Iterator[Finding]:
    """Whether each clock time has a zone.

    Every time in every fact; a passage is a place in a source, and a time that it states counts once.
    """
    found = {(f.source, f.locator, time): f for f in case.facts for time in _clock_times(f)}
    kept_out = [f for f in case.facts if _unzoned(f)]
    apart = sum(map(_unzoned, kept_out))
    if not found and not apart:
        question = asked(case, "At which clock times, in which zone, did the events of the case happen?", maker(case))
        yield unknown(Message("The material states no clock time; nothing was tested."), question)
        return
    bare = [f for (_, _, time), f in found.items() if time.zone_missing]
    lacking, number = [*bare, *kept_out], len(bare) + apart
    passages = {(f.source, f.locator) for f in lacking}
    facts = tuple(dict.fromkeys(f.fact for f in (lacking or found.values())))
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if lacking else Outcome.IN_LINE,
        message=Message(
            "Clock times: {all}. Those without a time zone: {times}. Passages in which these stood: {passages}.",
            all=len(found) + apart,
            times=number,
            passages=len(passages),
        ),
        facts=facts,
        measures=(
            Measure("times", number, "", "clock times without a zone", facts if lacking else ()),
            Measure("passages", len(passages), "", "passages with such a time", facts if lacking else ()),
            Measure("all", len(found) + apart, "", "clock times stated in all"),
        ),
        method="Clock times of all facts; the same time in the same place of a source counts once.",
        limits=("A time without a zone is never compared to the hour with anything.",),
        questions=authors_asked(case, facts if lacking else (), "In which time zone are the clock times stated?"),
    )


def _clock_times(fact: Fact[Record]) -> list[When]:
    values: list[Any] = [getattr(fact.record, column.name) for column in record_columns(type(fact.record))]
    whens = [v for value in values for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, When)]
    return [time for when in whens for time in when.clock_times]


def _unzoned(fact: Fact[Record]) -> int:
    """How many clock times without a zone a claim stands for that are kept out of it."""
    number: Count | None = getattr(fact.record, "unzoned", None)
    return number.low if number else 0


@check(chapter="DM")
def conversion_rate(case: Case) -> Iterator[Finding]:
    """Whether each amount in two currencies has its rate and the day of the rate.

    Counts conversions without a rate or its day, and the different pairs among them.
    """
    claims = case.all(Conversion)
    if not claims:
        question = asked(case, "Were amounts converted, at which rate, of which day and source?", maker(case))
        yield unknown(Message("The material holds no amount in two currencies; nothing was tested."), question)
        return
    lacking = [f for f in claims if f.record.rate is None or f.record.rate_on is None]
    distinct = {(f.record.original, f.record.converted) for f in lacking}
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if lacking else Outcome.IN_LINE,
        message=Message(
            "Amounts in two currencies that stood without a rate or its day: {lacking}. Different ones among them: "
            "{distinct}.",
            lacking=OutOf(len(lacking), len(claims)),
            distinct=len(distinct),
        ),
        facts=names(lacking or claims),
        measures=(
            Measure("pairs", len(lacking), "", "amounts without a rate or its day", names(lacking)),
            Measure("distinct", len(distinct), "", "of these, different ones", names(lacking)),
        ),
        method="Each conversion was tested for its rate and the day of the rate; its source is that of the passage.",
        limits=("A rate may stand elsewhere in the source than beside the amount.",),
        questions=authors_asked(
            case, names(lacking), "At which rate, of which day and source, were amounts converted?"
        ),
    )


@check(chapter="DM")
def parts_sum(case: Case) -> Iterator[Finding]:
    """Whether parts add up to the whole that is stated with them.

    The sum of the parts against the whole, bounds kept; parts of different units are never added.
    """
    claims = case.all(StatedSum)
    if not claims:
        question = asked(case, "Which wholes are stated together with all their parts?", maker(case))
        yield unknown(Message("The material states no whole with its parts; nothing was tested."), question)
        return
    held = {f: f.record.whole.equals(total(list(f.record.parts))) for f in claims}
    wrong = [f for f, equal in held.items() if equal is Truth.NO]
    unclear = [f for f, equal in held.items() if equal is Truth.UNKNOWN]
    outcome = Outcome.CONCERN if wrong else Outcome.UNKNOWN if len(unclear) == len(claims) else Outcome.IN_LINE
    yield Finding(
        subject="case",
        outcome=outcome,
        message=Message(
            "Sums stated with their parts: {sums}. Those that added up: {right}; that did not: {wrong}; that bounds "
            "leave open: {unclear}.",
            sums=len(claims),
            right=len(claims) - len(wrong) - len(unclear),
            wrong=len(wrong),
            unclear=len(unclear),
        ),
        facts=names(claims),
        measures=(
            Measure("sums", len(claims), "", "sums stated with their parts", names(claims)),
            Measure("wrong", len(wrong), "", "sums that did not add up", names(wrong)),
            *(
                Measure(
                    f"parts:{f.fact}",
                    total(list(f.record.parts)),
                    Message("{unit}", unit=Wording(f.fact, "unit")),
                    Message("{what}", what=Wording(f.fact, "what")),
                    (f.fact,),
                )
                for f in claims
                if f.display is Display.PUBLIC
            ),
        ),
        method="Parts added with their bounds and compared with the whole.",
        limits=("Parts of different units or days are never added; only what a source states as one sum was tested.",),
        questions=tuple(q for f in (*wrong, *unclear) for q in authors_asked(case, (f.fact,), _right_asked(f))),
    )


def _right_asked(fact: Fact[StatedSum]) -> Message:
    return Message("Which parts and which whole of this sum are right: {sum}?", sum=public([fact], "what"))


@check(chapter="DM")
def duration(case: Case) -> Iterator[Finding]:
    """Whether stated durations match their ends.

    Hours between the two ends against the hours that the source states.
    """
    claims = case.all(StatedDuration)
    spans = [(f, minutes) for f in claims if (minutes := _minutes(f.record)) is not None]
    if not spans:
        question = asked(case, "Which durations are stated together with both their ends?", maker(case))
        yield unknown(
            Message("The material states no duration with both its ends; nothing was tested."),
            question,
            facts=names(claims),
        )
        return
    differing = [(f, minutes) for f, minutes in spans if _in_minutes(f.record.hours).equals(minutes) is Truth.NO]
    facts = names(f for f, _ in (differing or spans))
    yield Finding(
        subject="case",
        outcome=Outcome.DISPUTED if differing else Outcome.IN_LINE,
        message=_duration_says(differing, len(spans)),
        facts=facts,
        measures=tuple(
            measure
            for place, (f, minutes) in enumerate(spans, 1)
            for measure in (
                Measure(f"stated:{place}", f.record.hours, "hours", "duration as stated", (f.fact,)),
                Measure(f"between:{place}", whole_hours(minutes), "hours", "between the stated ends", (f.fact,)),
            )
        ),
        method="The stated hours beside the hours between the stated ends.",
        assumptions=("Both ends of a duration are in one time zone where the source states none.",),
        limits=("A source may round, or count time before or after the ends that it states.",),
        questions=tuple(q for f, span in differing for q in authors_asked(case, (f.fact,), _ends_asked(f, span))),
    )


def _minutes(record: StatedDuration) -> Count | None:
    """Minutes between the ends: by their clock times, or by the hours given where these are kept out."""
    minutes = record.during.duration_minutes()
    return _in_minutes(record.between) if minutes is None and record.between else minutes


def _ends_asked(fact: Fact[StatedDuration], minutes: Count) -> Message:
    return Message(
        "Hours stated: {hours}; hours between the stated ends: {between}. When did it begin and end?",
        hours=fact.record.hours,
        between=whole_hours(minutes),
    )


def _in_minutes(hours: Count) -> Count:
    return Count.between(hours.low * HOUR, None if hours.high is None else hours.high * HOUR)


def _duration_says(differing: list[tuple[Fact[StatedDuration], Count]], tested: int) -> Message:
    if not differing:
        return Message("Durations stated with both ends: {tested}; all matched them.", tested=tested)
    return Message(
        "Durations stated with both ends: {tested}; that did not match them: {differing}. Hours stated: {stated}; "
        "hours between the ends: {between}.",
        tested=tested,
        differing=len(differing),
        stated=tuple(From(f.record.hours, (f.fact,)) for f, _ in differing),
        between=tuple(From(whole_hours(minutes), (f.fact,)) for f, minutes in differing),
    )


@check(chapter="DM")
def announced_table(case: Case) -> Iterator[Finding]:
    """Whether tables and charts that a source announces are there.

    Counts tables and charts that a source announces and does not hold.
    """
    items = case.all(MissingItem)
    missing = [f for f in items if f.record.sort in (ItemSort.TABLE, ItemSort.CHART)]
    if not missing and not items:
        question = asked(case, "Which tables and charts do the sources announce, and are they there?", maker(case))
        yield unknown(Message("The material does not say whether announced tables and charts are there."), question)
        return
    tables, charts = (
        total([f.record.number for f in missing if f.record.sort is sort]) for sort in (ItemSort.TABLE, ItemSort.CHART)
    )
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if missing else Outcome.IN_LINE,
        message=Message(
            "Announced and missing, tables: {tables}; charts: {charts}.",
            tables=From(tables, names(f for f in missing if f.record.sort is ItemSort.TABLE)),
            charts=From(charts, names(f for f in missing if f.record.sort is ItemSort.CHART)),
        ),
        facts=names(missing or items),
        measures=(
            Measure("missing", tables + charts, "", "tables and charts announced and missing", names(missing)),
            Measure("tables", tables, "", "tables announced and missing"),
            Measure("charts", charts, "", "charts announced and missing"),
        ),
        method="Tables and charts that a source announces and does not hold.",
        limits=("A copy of the source may lack what the original held.",),
        questions=authors_asked(
            case,
            names(missing),
            Message("What did these hold, which are announced and missing: {items}?", items=public(missing, "what")),
        ),
    )


@check(chapter="DM")
def absence_scope(case: Case) -> Iterator[Finding]:
    """Whether each absence names where and when was searched.

    Counts searches that found nothing, and those that say where and when was searched.
    """
    absent = [f for f in case.all(SearchForEvidence) if f.record.found is Truth.NO]
    if not absent:
        question = asked(case, "What was looked for and not found, where and when?", maker(case))
        yield unknown(Message("The material records no search that found nothing; nothing was tested."), question)
        return
    nowhere = [f for f in absent if not f.record.where]
    undated = [f for f in absent if f.record.on is None]
    yield Finding(
        subject="case",
        outcome=Outcome.CONCERN if nowhere or undated else Outcome.IN_LINE,
        message=Message(
            "Searches that found nothing: {searches}. Those that named where was searched: {placed}; that named the "
            "day: {dated}.",
            searches=len(absent),
            placed=OutOf(len(absent) - len(nowhere), len(absent)),
            dated=OutOf(len(absent) - len(undated), len(absent)),
        ),
        facts=names(absent),
        measures=(
            Measure("searches", len(absent), "", "searches that found nothing", names(absent)),
            Measure("without_place", len(nowhere), "", "searches without a place", names(nowhere)),
            Measure("without_day", len(undated), "", "searches without a day", names(undated)),
        ),
        method="Every search that found nothing was tested for its place and its day.",
        limits=("What was not found in one place may stand in another.",),
        questions=tuple(
            q for f in absent if f in nowhere or f in undated for q in authors_asked(case, (f.fact,), _search_asked(f))
        ),
    )


def _search_asked(fact: Fact[SearchForEvidence]) -> Message:
    return Message("On which day, and where, was this looked for: {what}?", what=public([fact], "what"))


CHECKS: tuple[Check, ...] = (
    source_and_date,
    time_zone,
    conversion_rate,
    parts_sum,
    duration,
    *NAMES,
    announced_table,
    absence_scope,
    *SHARES,
    *POSSIBLE,
    *RARITY,
    *SOURCES,
    *OF_CASE,
)

CHECKS_OF_FINDINGS: tuple[CheckOfFindings, ...] = (*OF_FINDINGS, *HEARD)
