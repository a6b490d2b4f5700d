"""Words of a result sheet: numbers of stations beside percentages, conditions, and sentences that claim no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from saylau.methods.quickcount.plan import CAST, EACH, TURNOUT, VALID, Statement, Threshold
from saylau.methods.quickcount.proportions import FEW
from saylau.methods.quickcount.publish import Condition, Item
from saylau.methods.quickcount.sentences import Says, Sentence
from saylau.values.truth import Truth

BASES = {VALID: "valid votes", CAST: "ballots in the boxes", "registered": "registered voters"}
ASSUMED = (
    "The drawn stations were drawn by chance.",
    "Stations that did not report are like those of the same stratum that did; bounds and tipping points say what "
    "follows where they are not.",
    "The number read at a station is the station's number.",
    "The estimate is about the stations of the frame and no others.",
    "What happened before the count is not seen: ballots added to a box before closing count as votes.",
)


@dataclass(frozen=True)
class Section:
    """A part of the sheet: lines, then a table, then lines under it."""

    head: str
    lines: Sequence[str] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    under: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Figures:
    """How shares are written: in per cent, or as fractions of 1 where fewer than 20 stations reported."""

    few: bool

    def share(self, value: float | Fraction, *, lead: bool = False) -> str:
        """A share, or a lead, which is a difference of shares."""
        unit = "points" if lead else "%"
        return f"{float(value):.2f}" if self.few else f"{100 * float(value):.2f} {unit}"

    def margin(self, value: float) -> str:
        """A margin, a distance between shares."""
        return f"{value:.2f}" if self.few else f"{100 * value:.2f} points"

    def between(self, ends: tuple[float, float], *, lead: bool = False) -> str:
        """An interval; of a lead in points, which its table says."""
        low, high = ends
        unit = "" if lead else " %"
        return f"{low:.2f} to {high:.2f}" if self.few else f"{100 * low:.2f} to {100 * high:.2f}{unit}"


def part(of: int, whole: int) -> str:
    """So many of so many stations; a percentage only from twenty on."""
    return f"{of:,} of {whole:,}" + (f" ({100 * of / whole:.1f} %)" if whole >= FEW else "")


def per_cent(value: float | Fraction) -> str:
    """A share that is no share of stations, such as a condition of the rule."""
    return f"{100 * float(value):.4g} %"


def name_of(statement: Statement) -> str:
    """A statement in the first column of a table."""
    if statement.threshold is not None:
        return f"{statement.top[0]} against {passing(statement.threshold)}"
    return TURNOUT if statement.top == (CAST,) else " over ".join(statement.top)


def passing(threshold: Threshold) -> str:
    """A threshold with what it is counted from."""
    return f"{per_cent(threshold.at)} of {BASES[threshold.base]}"


def holds(truth: Truth) -> str:
    """Whether a condition holds."""
    return {Truth.YES: "holds", Truth.NO: "does not hold", Truth.UNKNOWN: "unknown"}[truth]


def found_of(item: Item, reports: int, drawn: int, open_reports: int) -> str:
    """What was found of a condition."""
    if item.condition is Condition.RESPONSE:
        return part(reports, drawn)
    if item.condition is Condition.REGIONS:
        return "; ".join(item.where) or "every region"
    if item.condition is Condition.QUALITY:
        return part(open_reports, max(reports, open_reports))
    if item.condition is Condition.SILENT_STRATA:
        share = "not known" if item.found is None else per_cent(item.found)
        return f"{share}: {', '.join(item.where)}" if item.where else "none"
    if item.condition is Condition.STABILITY:
        return "takes cannot be made: too few reports, or without times" if item.found is None else f"{item.found:.2f}"
    if item.condition is Condition.ROBUSTNESS:
        return _tips(item)
    return "yes" if item.holds is Truth.YES else "no"


def _tips(item: Item) -> str:
    if item.holds is Truth.UNKNOWN:
        return "not known: nothing caps what a silent station can hold"
    if item.found is None:
        return "no station is silent"
    return f"{100 * item.found:.1f}" if item.found <= 1 else "more than is possible"


def asked_of(item: Item) -> str:
    """What the rule asks of a condition."""
    if item.asked is None:
        return "yes"
    if item.condition in (Condition.RESPONSE, Condition.REGIONS):
        return f"at least {per_cent(item.asked)}"
    if item.condition is Condition.ROBUSTNESS:
        return f"at least {100 * item.asked:g}"
    if item.condition is Condition.STABILITY:
        return f"under {item.asked:g}"
    under = f"under {per_cent(item.asked)}"
    return f"none, or {under}" if item.condition is Condition.SILENT_STRATA else under


def said(one: Sentence, level: float, statements: int) -> str:
    """A sentence that stands, or the question that stays open. What is not told is not hinted at."""
    if one.stands is not Truth.YES:
        return f"{_question(one)}: unknown. Missing: {'; '.join(_missing(one.items))}."
    together = (
        f"(sample estimate, silent stations taken to be like the others of their stratum; {per_cent(level)} for all "
        f"{statements} statements together)"
    )
    if one.says is Says.FIRST:
        return f"{one.of} received more votes than each other contestant in the stations of the frame {together}."
    assert one.threshold is not None
    if one.says is Says.NONE_ABOVE:
        return f"No contestant is above {passing(one.threshold)} in the stations of the frame {together}."
    where = "above" if one.says is Says.ABOVE else "below"
    return f"{one.of} is {where} {passing(one.threshold)} in the stations of the frame {together}."


def _question(one: Sentence) -> str:
    if one.threshold is None:
        return "Who received the most votes"
    who = "a contestant" if one.threshold.of == EACH else one.threshold.of
    return f"Whether {who} passed {passing(one.threshold)}"


def _missing(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if item.holds is not Truth.YES:
            told = " (unknown)" if item.holds is Truth.UNKNOWN else ""
            yield ("the sample does not tell it" if item.condition is Condition.SEPARATION else item.condition) + told
