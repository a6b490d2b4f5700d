"""A calibration as a document: what was asked, how often clean elections were rejected, what forging would be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

from saylau.checks.forensics.error_rates import CONFIDENCE, MOST_BLOCKS, Borne, Group, Model, Rate, Report
from saylau.checks.forensics.result import NOT_PROOF
from saylau.methods.results.trial import BLOCK, STATISTICS
from saylau.report.charts.picture import Picture, cell
from saylau.report.charts.stations import shown
from saylau.report.document import (
    WORDS,
    Block,
    Bullets,
    Document,
    Figure,
    Head,
    Paragraph,
    Row,
    Section,
    Table,
    Term,
    Text,
)
from saylau.report.results.alone import page_alone
from saylau.report.results.calibration_charts import counted, percent, power, rates
from saylau.report.words import Words

TITLE = "Calibration: how often the integer test errs, and what it would see"
_LONGEST = 200
KINDS: Mapping[str, str] = MappingProxyType({
    "district": "districts", "region": "regions", "block": f"blocks of {BLOCK} stations in the order of the table",
})  # fmt: skip
NAMES: Mapping[str, str] = MappingProxyType({
    "any": "share or turnout integer (the headline)", "share": "share integer", "turnout": "turnout integer",
})  # fmt: skip
MODELS: Mapping[str, str] = MappingProxyType({
    "spikes": "Spikes in the share: some bin stands out",
    "klimek": "Mixture after Klimek: distinguishable from its nulls",
})  # fmt: skip
BORNE: Mapping[Borne, str] = MappingProxyType({
    Borne.MET: "The requirement, a bound of at most {most}, is met on these elections.",
    Borne.NOT_SHOWN: "That the rate is at most {most} is not shown: so few blocks do not rule out a larger one.",
    Borne.NOT_MET: "The requirement, a bound of at most {most}, is not met: the lower 95\u00a0% bound is above it.",
})  # fmt: skip
ALLOWED: Mapping[Borne, str] = MappingProxyType({
    Borne.MET: "At most {most} of those run are allowed: met.",
    Borne.NOT_SHOWN: "At most {most} of those run are allowed: not met; so few do not tell chance from more.",
    Borne.NOT_MET: "At most {most} of those run are allowed: not met, by more than chance explains.",
})  # fmt: skip
CAUTIONS = (
    "Clean is what others say of an election; no program can say it. If numbers were forged in one of them, what is "
    "rejected there counts as a false positive here.",
    "Synthetic elections hold what the null assumes and ordinary differences between places. They show that the "
    "arithmetic keeps its level, and nothing of how offices count, round and publish.",
    "The rate is that of one test in one block, asked without regard to the whole. The command saylau results "
    "goes down to regions and districts only where the whole is flagged, so what it names by chance is rarer.",
    "Blocks whose null has a variance of 10 or less are not tested; nothing is said of them.",
    "Elections that are not in this list may differ from those that are.",
)
SEEN = (
    "This is one kind of forging: turnout written as a whole per cent, at random stations, the ballots given to the "
    "option. Added ballots without round numbers, changed totals and everything before the count are not seen.",
    "Where no forged election was flagged, silence of the test says nothing about forging of that share.",
)


@dataclass(frozen=True)
class Read:
    """A file that was calibrated on: its name and SHA-256."""

    name: str
    sha256: str


def calibration_page(report: Report, files: Sequence[Read], words: Words) -> str:
    """The report as one HTML file."""
    return page_alone(document(report, files, words))


def verdict(group: Group, words: Words) -> str:
    """The answer for one group of elections in two sentences."""
    rate = group.headline
    found = words.say(
        "{rate} were rejected at nominal 5\u00a0%; the upper 95\u00a0% bound of the rate is {bound}.",
        rate=counted(rate, words, words.say("blocks")), bound=percent(rate.upper),
    )  # fmt: skip
    return f"{found} {words.say(BORNE[rate.bears_out(MOST_BLOCKS)], most=percent(float(MOST_BLOCKS), 0))}"


def model_verdict(model: Model, words: Words) -> str:
    """The answer for a method beside the primary test."""
    found = words.say(
        "{name} in {rate} ({refused} refused), upper 95\u00a0% bound {bound}.",
        name=words.say(MODELS[model.name]), rate=counted(model.rate, words, words.say("synthetic elections")),
        refused=model.refused, bound=percent(model.rate.upper),
    )  # fmt: skip
    return f"{found} {words.say(ALLOWED[model.borne], most=percent(float(model.most), 0))}"


def document(report: Report, files: Sequence[Read], words: Words) -> Document:
    """The whole page as a tree."""
    plan = report.found.plan
    foot = words.say(
        "Source: saylau calibrate, seed {seed}; {elections}.", seed=str(plan.seed),
        elections=_elections(report),
    )  # fmt: skip
    parts = (
        ("answer", "The answer", _answer(report, words)),
        ("rates", "False positives by block", (_figure(1, rates(report, words, foot)), _rates(report, words))),
        ("whole", "The whole, and its regions", (_whole(report, words),)),
        ("power", "What forging would be seen", _power(report, foot, words)),
        *((("models", "Methods beside the primary test", _models(report, words)),) if report.models else ()),
        ("made", "How it was made", tuple(_made(report, files, words))),
    )
    sections = tuple(
        Section(name, str(place), words.say(title), blocks) for place, (name, title, blocks) in enumerate(parts, 1)
    )
    return Document(
        id=f"calibration-{plan.seed}", language=words.language, title=words.say(TITLE),
        subtitle=shown(_elections(report), _LONGEST), author="", day="",
        cover=tuple(Term(group.name, (Text(verdict(group, words)),)) for group in report.judged),
        about=((Text(words.say(NOT_PROOF)),),), watermark="", sections=sections, notes=(),
        words={word: words.say(word) for word in WORDS},
    )  # fmt: skip


def _elections(report: Report) -> str:
    last = (report.synthetic,) if report.synthetic else ()
    return ", ".join(group.name for group in (*report.given, *last))


def _answer(report: Report, words: Words) -> tuple[Block, ...]:
    return (
        *(Paragraph((Text(f"{group.name}: ", strong=True), Text(verdict(group, words)))) for group in report.judged),
        *(Paragraph((Text(model_verdict(model, words)),)) for model in report.models),
        Paragraph((Text(words.say("What this does not say"), strong=True),)),
        _list(CAUTIONS, words),
    )


def _list(texts: Sequence[str], words: Words) -> Bullets:
    return Bullets(tuple((Text(words.say(text)),) for text in texts))


def _figure(number: int, picture: Picture) -> Figure:
    table = Table(None, picture.caption, picture.heads, picture.rows)
    return Figure(number, f"figure-{number}", picture.caption, picture.alt, picture.spec, table, picture.narrow)


def _heads(words: Words, first: str, *others: str) -> tuple[Head, ...]:
    return (Head(words.say(first)), *(Head(words.say(title), numeric=True) for title in others))


def _rates(report: Report, words: Words) -> Table:
    """Every statistic at both levels."""
    rows = [
        (group.name, words.say(NAMES[name]), *_rate(often, words), *_rate(rarely, words, 2))
        for group in report.groups
        for name in STATISTICS
        for often, rarely in [group.blocks[name]]
    ]
    heads = (
        Head(words.say("Elections")), Head(words.say("Event")),
        *(Head(words.say(t), numeric=True) for t in ("At nominal 5\u00a0%", "Bound", "At nominal 0.1\u00a0%", "Bound")),
    )  # fmt: skip
    blocks = "; ".join(
        words.say("{name}: {kinds}, {small} too small to be tested", name=group.name,
                  kinds=words.say(" and ").join(words.say(KINDS[kind]) for kind in group.kinds), small=group.too_small)
        for group in report.groups
    )  # fmt: skip
    note = words.say("What a block is: {blocks}. Bounds are exact, one-sided, of 95\u00a0%.", blocks=blocks)
    return _table("False positives by block, all lines", heads, rows, note, words)


def _rate(rate: Rate, words: Words, digits: int = 1) -> tuple[str, str]:
    return counted(rate, words, digits=digits), percent(rate.upper, digits)


def _table(caption: str, heads: tuple[Head, ...], rows: Sequence[Sequence[str]], note: str, words: Words) -> Table:
    lines = tuple(Row(tuple(map(cell, row))) for row in rows)
    return Table(None, words.say(caption), heads, lines, (Text(note),) if note else ())


def _whole(report: Report, words: Words) -> Table:
    heads = _heads(
        words, "Elections", "Number", "Stations", "Rejected at 5\u00a0%", "Rejected at 0.1\u00a0%", "Largest z",
        "Some region rejected", "Some region named",
    )  # fmt: skip
    rows = [
        (
            group.name, words.number(group.elections), words.number(group.stations),
            *(counted(rate, words) for rate in group.whole), f"{group.largest_z:.2f}",
            *(counted(rate, words) if rate.of else "" for rate in (group.region, group.region_told)),
        )
        for group in report.groups
    ]  # fmt: skip
    note = words.say(
        "The headline over the whole election. Some region rejected: under Benjamini and Hochberg at 5\u00a0%, asked "
        "without regard to the whole, of the elections that have several regions; in clean elections that happens "
        "in at most about one of twenty. Some region named: only where the whole is flagged too, as saylau results "
        "does."
    )
    return _table("Elections rejected as a whole, and by a region", heads, rows, note, words)


def _power(report: Report, foot: str, words: Words) -> tuple[Block, ...]:
    plan = report.found.plan
    said = words.say(
        "Each given election was forged {times} times at each share, each synthetic one once. The mean z of turnout "
        "tells how far the component stood out that was forged; the headline, which decides, is less sharp.",
        times=plan.forgeries,
    )
    return Paragraph((Text(said),)), _figure(2, power(report, words, foot)), _list(SEEN, words)


def _models(report: Report, words: Words) -> tuple[Block, ...]:
    heads = _heads(words, "Method", "Elections answered", "Refused", "Rejected", "Upper 95 % bound", "Allowed")
    rows = [
        (
            words.say(MODELS[model.name]), words.number(model.rate.of), words.number(model.refused),
            counted(model.rate, words), percent(model.rate.upper), percent(float(model.most), 0),
        )
        for model in report.models
    ]  # fmt: skip
    note = words.say("On synthetic elections drawn from the same population, each its own.")
    return (
        *(Paragraph((Text(model_verdict(model, words)),)) for model in report.models),
        _table("Methods beside the primary test, on synthetic clean elections", heads, rows, note, words),
    )


def _made(report: Report, files: Sequence[Read], words: Words) -> Iterator[Block]:
    plan = report.found.plan
    yield Paragraph((Text(words.say(
        "The same files, numbers and seed {seed} give the same report, in one process, in several or on a cluster, "
        "with one set of versions on processors of one kind. Confidence of all bounds: {confidence}, after Clopper and "
        "Pearson (1934).", seed=str(plan.seed), confidence=percent(CONFIDENCE, 0),
    )),))  # fmt: skip
    if files:
        named = (Head(words.say("File")), Head("SHA-256"))
        yield _table("Files that were read", named, [(file.name, file.sha256) for file in files], "", words)
    if report.synthetic or report.models:
        heads = _heads(words, "Parameter of the synthetic elections", "Value")
        rows = [(field.name, _value(getattr(plan.population, field.name))) for field in fields(plan.population)]
        note = words.say(
            "Turnout and share of a station are beta-binomial around the level of its district; rates are fractions of "
            "1, spreads between places are standard deviations of the logit; a range is drawn from anew for each "
            "election."
        )
        yield _table("What synthetic elections are drawn from", heads, rows, note, words)


def _value(value: object) -> str:
    return f"{value[0]:g} – {value[1]:g}" if isinstance(value, tuple) else f"{value:g}"
