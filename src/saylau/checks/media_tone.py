"""Tone of coverage, and whether coders agreed well enough for it to be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from saylau.checks.ask import asked
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.checks.media_airtime import NO_ROWS, ROWS_ASKED, WHO_MONITORS
from saylau.checks.media_rows import STANDS_FOR_ALL, Row, Table, monitorings, rows_of, runners, stand_ins, tables
from saylau.checks.registry import check
from saylau.checks.told import unknown
from saylau.methods.agreement import Distance, alpha, nominal, ordinal, pairable
from saylau.methods.bootstrap import percentiles, redrawn
from saylau.records.case import Case, names
from saylau.records.fact import Fact
from saylau.records.kinds import MediaItem, MediaMonitoring
from saylau.records.kinds.media import Format, MediaRole, Scale, Speech, Tone
from saylau.values.message import From, Message, Name, Percent, Said

REFUSED, CAUTION = Fraction(667, 1000), Fraction(800, 1000)
"""Krippendorff's limits for alpha: below the first, no conclusion; below the second, a tentative one."""
ENOUGH = 10
"""Appearances coded twice below which no agreement is stated."""
WORK = 400_000
"""Units drawn in all by the bootstrap of one alpha, which sets the number of draws."""

THREE = (Tone.NEGATIVE, Tone.NEUTRAL, Tone.POSITIVE)
AGREEMENT_ASKED = (
    "Which appearances were coded by a second coder who did not know the first coding, and how was each coded?"
)


@dataclass(frozen=True)
class Agreement:
    """How well coders agreed on one field of the rows."""

    field: str
    label: str
    units: int
    alpha: Fraction | None
    low: Fraction | None
    """Lower end of the interval of 95 per cent, where one could be formed."""

    @property
    def decides(self) -> Fraction | None:
        """The number on which to decide: the lower end where there is one."""
        return self.alpha if self.low is None else self.low


@dataclass(frozen=True)
class _Field:
    name: str
    label: str
    codes: tuple[str, ...]
    value: Callable[[MediaItem], str | None]
    distance: Distance


def _grades(scale: Scale) -> tuple[Tone, ...]:
    """The grades of tone that a scale has, from the lowest up."""
    return THREE if scale is Scale.THREE else tuple(Tone)


def _tone_field(scale: Scale) -> _Field:
    return _Field("tone", "tone", _grades(scale), lambda item: item.tone, ordinal)


def _fields(scale: Scale) -> tuple[_Field, ...]:
    return (
        _tone_field(scale),
        _Field("role", "role", tuple(MediaRole), lambda item: item.role, nominal),
        _Field("format", "format", tuple(Format), lambda item: item.format, nominal),
        _Field("speech", "direct speech", tuple(Speech), lambda item: item.speech, nominal),
    )


def agreement_on(rows: Sequence[Row], field: _Field) -> Agreement:
    """Alpha of one field over the appearances that several coders coded, with the lower end of its interval."""
    held: dict[tuple[str, str], dict[str, int]] = {}
    places = {code: place for place, code in enumerate(field.codes)}
    for row in rows:
        value = field.value(row.record)
        if value in places:
            of_unit = held.setdefault((row.record.item or row.id, row.record.actor), {})
            of_unit.setdefault(row.record.coder, places[value])
    units = pairable([tuple(codes.values()) for codes in held.values()])
    twice = units.total()
    found = alpha(units, len(field.codes), field.distance) if twice else None
    low = _lower_end(units, len(field.codes), field.distance) if found is not None and twice >= ENOUGH else None
    return Agreement(field.name, field.label, twice, found, low)


def _lower_end(units: Counter[tuple[int, ...]], codes: int, distance: Distance) -> Fraction | None:
    """Lower end of the interval by drawing units again; None where too many draws show one code only."""
    draws = max(200, min(1000, WORK // units.total()))
    drawn = [alpha(again, codes, distance) for again in redrawn(units, draws=draws)]
    held = [value for value in drawn if value is not None]
    return percentiles(held, float)[0] if len(held) * 20 >= draws * 19 else None


@check(chapter="ME", standards=("MOS-1991-26", "GC25-25"), area="media")
def agreement(case: Case) -> Iterator[Finding]:
    """How well the coders of media monitoring agreed with each other.

    Krippendorff's alpha over the appearances coded by more than one coder: ordinal for tone, nominal for role, format
    and direct speech. The lower end of a bootstrap interval over appearances decides where it can be formed. Below
    .667 no conclusion is drawn from a field, below .800 only with caution (Krippendorff 2018).
    """
    held = monitorings(case)
    if not held:
        yield unknown(NO_ROWS, asked(case, ROWS_ASKED, WHO_MONITORS))
    for monitoring in held:
        yield _agreed(case, monitoring)


def _agreed(case: Case, monitoring: Fact[MediaMonitoring]) -> Finding:
    rows = rows_of(case, monitoring.id)
    found = [agreement_on(rows, field) for field in _fields(monitoring.record.scale)]
    facts = (monitoring.fact, *stand_ins(rows))
    tone = found[0]
    if tone.units < ENOUGH or tone.alpha is None:
        says = Message(
            "Appearances of {monitoring} whose tone two coders coded: {units}; agreement on tone could not be stated. "
            "From fewer than {least}, or where all codes are equal, none is.",
            monitoring=Name(monitoring.id), units=tone.units, least=ENOUGH,
        )  # fmt: skip
        return unknown(says, asked(case, AGREEMENT_ASKED, WHO_MONITORS), subject=monitoring.id, facts=facts)
    decides = tone.decides or Fraction(0)
    outcome = Outcome.CONCERN if decides < REFUSED else Outcome.NOTED if decides < CAUTION else Outcome.IN_LINE
    return Finding(
        monitoring.id,
        outcome,
        _agreed_says(monitoring, tone, outcome, facts),
        facts=facts,
        measures=tuple(m for one in found for m in _agreement_measures(one, facts)),
        limits=(
            "Coders who agree may share one error; agreement is not accuracy.",
            "Whether the second coder knew the first coding does not stand in the rows.",
            STANDS_FOR_ALL,
        ),
    )


def _agreed_says(
    monitoring: Fact[MediaMonitoring], tone: Agreement, outcome: Outcome, facts: tuple[str, ...]
) -> Message:
    templates = {
        Outcome.CONCERN: "Coders of {monitoring} agreed on tone with alpha {alpha}, lower end {low}, over appearances "
        "coded twice: {units}. Below .667 tone is not published.",
        Outcome.NOTED: "Coders of {monitoring} agreed on tone with alpha {alpha}, lower end {low}, over appearances "
        "coded twice: {units}. From .667 to below .800 tone is published with caution.",
        Outcome.IN_LINE: "Coders of {monitoring} agreed on tone with alpha {alpha}, lower end {low}, over appearances "
        "coded twice: {units}. From .800 on tone is published.",
    }
    return Message(
        templates[outcome],
        monitoring=Name(monitoring.id),
        alpha=From(rounded(tone.alpha), facts),
        low=From(rounded(tone.low), facts),
        units=From(tone.units, facts),
    )


def rounded(value: Fraction | None) -> Decimal | Message:
    """A coefficient with three digits; words where there is none."""
    return Message("not formed") if value is None else Decimal(round(value * 1000)) / 1000


def _agreement_measures(one: Agreement, facts: tuple[str, ...]) -> tuple[Measure, ...]:
    of = Message(one.label)
    units = Measure(f"units:{one.field}", one.units, "", Message("coded twice: {field}", field=of), facts)
    if one.alpha is None:
        return (units,)
    alpha = Measure(f"alpha:{one.field}", rounded(one.alpha), "", Message("alpha: {field}", field=of), facts)
    if one.low is None:
        return units, alpha
    label = Message("alpha: {field}, lower end of the interval of 95 per cent", field=of)
    return units, alpha, Measure(f"low:{one.field}", rounded(one.low), "", label, facts)


@check(chapter="ME", standards=("MOS-1991-26", "VC-I.3.1"), area="media")
def tone(case: Case) -> Iterator[Finding]:
    """In what tone contestants were covered, where coders agreed on it.

    Balance of each contestant in one outlet: positive less negative coverage over all coverage whose tone was coded,
    weighted by its amount; not defined where none was. Tone is published only where the coders of the monitoring agreed
    (see media.agreement): refused below an alpha of .667, with caution below .800.
    """
    found = tables(case)
    if not found:
        yield unknown(NO_ROWS, asked(case, ROWS_ASKED, WHO_MONITORS), facts=names(monitorings(case)))
    watched = dict.fromkeys(t.monitoring for t in found)
    known = {f.id: agreement_on(rows_of(case, f.id), _tone_field(f.record.scale)) for f in watched}
    for table in found:
        yield _toned(case, table, known[table.monitoring.id])


def _toned(case: Case, table: Table, agreed: Agreement) -> Finding:
    facts = (table.monitoring.fact, *stand_ins(table.rows))
    coded = [r for r in table.rows if r.record.tone is not None]
    refusal = _refusal(table, agreed, coded)
    if refusal is not None:
        question = asked(case, AGREEMENT_ASKED, WHO_MONITORS)
        return unknown(refusal, question, subject=table.subject, facts=facts)
    running = runners(case)
    by_actor: dict[str, list[Row]] = {}
    for row in coded:
        by_actor.setdefault(running.get(row.record.actor, row.record.actor), []).append(row)
    held = {actor: balance(rows) for actor, rows in by_actor.items()}
    stated = {actor: value for actor, value in held.items() if value is not None}
    cautious = (agreed.decides or Fraction(0)) < CAUTION
    limits: tuple[Said, ...] = ("Tone is how coders read an item by the codebook; it is no measure of its truth.",)
    if cautious:
        limits = (*limits, "Coders agreed with an alpha below .800: tone is to be read with caution.")
    return Finding(
        table.subject,
        Outcome.NOTED,
        _tone_says(table, stated, facts),
        facts=facts,
        measures=tuple(m for actor in stated for m in _tone_measures(actor, by_actor[actor], stated[actor], facts)),
        limits=(*limits, STANDS_FOR_ALL),
    )


def _refusal(table: Table, agreed: Agreement, coded: Sequence[Row]) -> Message | None:
    """Why tone is not published; None where it is."""
    outlet, monitoring = Name(table.outlet), Name(table.monitoring.id)
    if not any(r.record.amount for r in coded):
        return Message("No tone was coded in the rows recorded of {outlet}.", outlet=outlet)
    if any(r.record.tone not in _grades(table.monitoring.record.scale) for r in coded):
        return Message(
            "Tone in {outlet} was coded on another scale than {monitoring} states; grades of two scales are not mixed.",
            outlet=outlet, monitoring=monitoring,
        )  # fmt: skip
    if agreed.units < ENOUGH or agreed.decides is None:
        return Message(
            "Tone in {outlet} is not published: appearances of {monitoring} coded twice: {units}, from which agreement "
            "of coders could not be stated.",
            outlet=outlet, monitoring=monitoring, units=agreed.units,
        )  # fmt: skip
    if agreed.decides < REFUSED:
        return Message(
            "Tone in {outlet} is not published: coders of {monitoring} agreed with alpha {alpha}, lower end {low}, "
            "below .667.",
            outlet=outlet, monitoring=monitoring, alpha=rounded(agreed.alpha), low=rounded(agreed.low),
        )  # fmt: skip
    return None


SIGN = {Tone.VERY_NEGATIVE: -1, Tone.NEGATIVE: -1, Tone.NEUTRAL: 0, Tone.POSITIVE: 1, Tone.VERY_POSITIVE: 1}


def balance(rows: Sequence[Row]) -> Fraction | None:
    """Positive less negative over all coverage with a tone, from -1 to 1; `None` where there is none."""
    coded = [(r.record.tone, Fraction(r.record.amount)) for r in rows if r.record.tone is not None]
    whole = sum((amount for _, amount in coded), Fraction(0))
    return sum((SIGN[tone] * amount for tone, amount in coded), Fraction(0)) / whole if whole else None


def _tone_says(table: Table, stated: Mapping[str, Fraction], facts: tuple[str, ...]) -> Message:
    best, worst = max(stated, key=lambda a: stated[a]), min(stated, key=lambda a: stated[a])
    return Message(
        "In {outlet} the balance of tone, from -1 to 1, was highest for {best} with {high} and lowest for {worst} with "
        "{low}. Actors with coded tone: {number}.",
        outlet=Name(table.outlet), best=Name(best), worst=Name(worst), high=From(rounded(stated[best]), facts),
        low=From(rounded(stated[worst]), facts), number=len(stated),
    )  # fmt: skip


def _tone_measures(actor: str, rows: Sequence[Row], value: Fraction, facts: tuple[str, ...]) -> tuple[Measure, ...]:
    who = Name(actor)
    whole = sum((r.record.amount for r in rows), Decimal(0))
    found = [
        Measure(f"balance:{actor}", rounded(value), "", Message("{who}: balance of tone", who=who), facts),
    ]
    for name, sign in (("negative", -1), ("neutral", 0), ("positive", 1)):
        part = sum((r.record.amount for r in rows if r.record.tone and SIGN[r.record.tone] == sign), Decimal(0))
        label = Message("{who}: share of coverage, {tone}", who=who, tone=Message(name))
        share = Percent(Fraction(part) / Fraction(whole))
        found.append(Measure(f"{name}:{actor}", share, "", label, facts, f"{part} / {whole}"))
    return tuple(found)
