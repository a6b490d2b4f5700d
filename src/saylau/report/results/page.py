"""A study of a results file as a document: what was read, then each result with all that is told with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from saylau.checks.forensics.result import SHELVES, Control, Effect, Result, Verdict, tail
from saylau.checks.forensics.result import Table as Numbers
from saylau.checks.forensics.study import Study
from saylau.report.charts.picture import Picture, cell
from saylau.report.charts.stations import shown
from saylau.report.document import (
    WORDS,
    Block,
    Bullets,
    Document,
    Figure,
    FindingBox,
    FindingItem,
    Head,
    Paragraph,
    Row,
    Section,
    Table,
    Term,
    Text,
)
from saylau.report.words import Words
from saylau.tables.rejected import Rejected
from saylau.tables.results import ResultsTable
from saylau.values.message import Percent, Said

MOST_ROWS = 100
"""Rows of a table on the page; all stand in `results.json`."""
MOST_REJECTED = 50
_WHOLE = 4000
"""Longest text of the file that the page prints."""
OUTCOMES: Mapping[Verdict, tuple[str, str]] = MappingProxyType({
    Verdict.CONCERN: ("!", "worth a look"),
    Verdict.UNKNOWN: ("?", "no answer"),
    Verdict.NOTED: ("•", "noted"),
    Verdict.IN_LINE: ("✓", "in line with the null"),
})  # fmt: skip
TITLE = "Polling-station results: what the numbers say, and what they do not"
NOT_REVIEWED = (
    "Indications only: computed by a program, reviewed by nobody. A statistical anomaly is not proof of fraud."
)
_ABOUT = (
    "Each result stands with its null, its level fixed in advance, the same number of elections that nobody disputes, "
    "the smallest effect that would have been seen, and innocent explanations.",
    "The order of methods is fixed: arithmetic first, one primary test, everything else exploratory. No number "
    "here is a share of forged votes.",
)


@dataclass(frozen=True)
class Drawn:
    """A picture and the result, by the name of its method, below which it stands."""

    method: str
    picture: Picture


def build(table: ResultsTable, study: Study, drawn: tuple[Drawn, ...], words: Words) -> Document:
    """The whole page as a tree. Pictures of no method stand in a section of their own, which comes first."""
    about = study.stations.about
    figures = _Figures(drawn, words)
    first = figures.of("")
    sections = (
        *((Section("pictures", "1", words.say("The stations in pictures"), first),) if first else ()),
        *(_section(result, place, figures, words) for place, result in enumerate(study.results, 2 if first else 1)),
        _read(table, len(study.results) + (2 if first else 1), words),
    )
    return Document(
        id=f"results-{table.file.sha256[:12]}",
        language=words.language,
        title=words.say(TITLE),
        subtitle=shown(", ".join(part for part in (about.source, about.date) if part), 200),
        author="",
        day=about.date,
        cover=tuple(_cover(table, study, words)),
        about=tuple((Text(words.say(text)),) for text in _ABOUT),
        watermark=words.say(NOT_REVIEWED),
        sections=sections,
        notes=(),
        words={word: words.say(word) for word in WORDS},
    )


def _cover(table: ResultsTable, study: Study, words: Words) -> Iterator[Term]:
    def term(label: str, text: str) -> Term:
        return Term(words.say(label), (Text(text),))

    stations, file = study.stations, table.file
    yield term("File", words.say("{name}, SHA-256 {hash}", name=shown(file.name, 200), hash=file.sha256))
    yield term(
        "Rows", words.say("{read} read as stations, {out} rejected", read=len(stations), out=table.rejected_rows)
    )
    yield term("Option under study", words.say("{name}, the same in all stations", name=shown(stations.leader, 200)))
    if stations.about.selection:
        yield term("Not a full count", shown(stations.about.selection, _WHOLE))
    for result in study.results:
        yield term(result.title, words.text(result.says))


class _Figures:
    """Numbers the figures in the order in which they are asked for."""

    def __init__(self, drawn: tuple[Drawn, ...], words: Words) -> None:
        self._drawn, self._words, self._number = drawn, words, 0

    def of(self, method: str) -> tuple[Figure, ...]:
        """The figures of a method."""
        return tuple(self._figure(one.picture) for one in self._drawn if one.method == method)

    def _figure(self, picture: Picture) -> Figure:
        self._number += 1
        table = Table(None, picture.caption, picture.heads, picture.rows)
        anchor = f"figure-{self._number}"
        return Figure(self._number, anchor, picture.caption, picture.alt, picture.spec, table, picture.narrow)


def _section(result: Result, place: int, figures: _Figures, words: Words) -> Section:
    blocks: list[Block] = [_box(result, place, words), *figures.of(result.method)]
    if result.effects:
        blocks.append(_effects(result, words))
    if result.controls:
        blocks.append(_controls(result, words))
    else:
        blocks.append(Paragraph((Text(words.text(result.controls_note)),)))
    blocks.extend(_numbers(result, table, words) for table in result.tables)
    blocks += [
        Paragraph((Text(words.say("Innocent explanations"), strong=True),)),
        _list(result.innocent, words),
        Paragraph((Text(words.say("What to look at"), strong=True),)),
        _list(result.follow_up, words),
        Paragraph((Text(words.text(result.caution), strong=True),)),
    ]
    return Section(result.method, str(place), words.say(result.title), tuple(blocks))


def _list(texts: tuple[Said, ...], words: Words) -> Bullets:
    return Bullets(tuple((Text(shown(words.text(text), _WHOLE)),) for text in texts))


def _box(result: Result, place: int, words: Words) -> FindingBox:
    mark, label = OUTCOMES[result.verdict]
    item = FindingItem(
        anchor=f"results.{result.method}", number=place, outcome=result.verdict.value, outcome_label=words.say(label),
        mark=mark, state=words.say("Indication, not reviewed"), signed=False,
        sentence=(Text(shown(words.text(result.says), _WHOLE)),),
        terms=tuple(_term("Why not", why, words) for why in result.refused),
    )  # fmt: skip
    terms = (
        _term("What kind of result", SHELVES[result.shelf], words),
        _term("Question", result.question, words),
        _term("Null", result.null, words),
        Term(words.say("Data"), (Text(_data(result, words)),)),
        _term("Smallest seen", result.smallest, words),
        _term("Reference", result.reference, words),
    )
    return FindingBox(f"results.{result.method}", words.say(result.title), (item,), terms)


def _term(label: str, said: Said, words: Words) -> Term:
    return Term(words.say(label), (Text(shown(words.text(said), _WHOLE)),))


def _data(result: Result, words: Words) -> str:
    """The rows behind a result, what each symbol stood for, and the account of all other rows."""
    data = result.data
    roles = "; ".join(words.say("{name} = {of}", name=name, of=of) for name, of in data.roles.items())
    said = [
        words.say(
            "{rows} rows, {used} used with {covered} of the registered voters ({roles}).",
            rows=data.used.rows, used=data.used.number, covered=_percent(data.covered), roles=roles,
        ),
        *(
            words.say(
                "Left out, {why}: rows {rows}, registered voters {registered}, ballots {ballots}.",
                rows=out.rows, registered=out.registered, ballots=out.ballots, why=out.why.value,
            )
            for out in data.used.excluded
        ),
    ]  # fmt: skip
    return shown(" ".join(said), _WHOLE)


def _percent(share: float) -> Percent:
    return Percent(Fraction(round(share * 10**6), 10**6), 2)


def _effects(result: Result, words: Words) -> Table:
    heads = (
        Head(words.say("Line")),
        *(Head(words.say(t), numeric=True) for t in ("Observed", "Null, 95 % band", "Excess", "z", "p")),
    )
    rows = tuple(Row(tuple(cell(text) for text in _effect(effect, words))) for effect in result.effects)
    levels = " ".join(
        words.say(
            "Level of “{label}”, fixed in advance: one-sided {level}; the other lines are details and not tested.",
            label=effect.label, level=_percent(effect.level),
        )
        for effect in result.effects
        if effect.level
    )  # fmt: skip
    return Table(None, words.say("What was observed, beside the null"), heads, rows, (Text(levels),) if levels else ())


def _effect(effect: Effect, words: Words) -> tuple[str, ...]:
    found, (low, high) = effect.deviation, effect.band
    label = effect.label if effect.unit == "stations" else words.say("{a} ({b})", a=effect.label, b=effect.unit)
    band = words.say("{low} to {high}", low=round(low), high=round(high))
    p = "" if effect.p is None else _whole(tail(effect.p))
    return label, words.number(found.observed), band, f"{found.excess:,.2f}", f"{found.z:.3f}", p


def _whole(chance: str) -> str:
    """A chance that no line break parts."""
    return chance.replace(" ", "\u00a0").replace("-", "\u2212")


def _controls(result: Result, words: Words) -> Table:
    """The same statistic on elections that nobody disputes, and on this table above them."""
    names = list(dict.fromkeys(name for control in result.controls for name in control.figures))
    labels = {effect.name: effect.label for effect in result.effects}
    here = {effect.name: effect.deviation.z for effect in result.effects}
    this = (Control(words.say("this table"), result.data.used.number, here),) if here else ()
    heads = (
        Head(words.say("Election")),
        Head(words.say("Stations"), numeric=True),
        *(Head(labels.get(name, name), numeric=True) for name in names),
    )
    rows = tuple(
        Row((
            cell(control.election), cell(words.number(control.stations)),
            *(cell(f"{control.figures[name]:,.4g}" if name in control.figures else "") for name in names),
        ))
        for control in (*this, *result.controls)
    )  # fmt: skip
    caption = words.say("Beside elections that nobody disputes")
    return Table(None, caption, heads, rows, (Text(words.text(result.controls_note)),))


def _numbers(result: Result, table: Numbers, words: Words) -> Table:
    rows = table.rows[:MOST_ROWS]
    note = words.text(table.note) if table.note else ""
    if len(table.rows) > len(rows):
        more = words.say(
            "The first {shown} of {all} rows; results.json holds all.", shown=MOST_ROWS, all=len(table.rows)
        )
        note = f"{note} {more}".strip()
    heads = tuple(Head(name, numeric=_is_numeric(table, place)) for place, name in enumerate(table.heads))
    printed = tuple(
        Row(tuple(cell(_cell(head, value, words)) for head, value in zip(table.heads, row, strict=True)))
        for row in rows
    )
    anchor = f"table-{result.method}-{table.name}"
    return Table(None, words.say(table.title), heads, printed, (Text(note),) if note else (), anchor)


def _is_numeric(table: Numbers, place: int) -> bool:
    return bool(table.rows) and not any(isinstance(row[place], str) for row in table.rows)


def _cell(head: str, value: str | int | float | None, words: Words) -> str:
    if isinstance(value, str):
        return shown(value, 120)
    if isinstance(value, float):
        return _whole(tail(value)) if head == "p" else f"{value:,.2f}"
    return "" if value is None else words.number(value)


def _read(table: ResultsTable, number: int, words: Words) -> Section:
    """Which column has which role, what was added up, and which rows were refused."""
    roles = Table(
        None,
        words.say("Roles of the columns"),
        (Head(words.say("Role")), Head(words.say("Columns")), Head(words.say("Known by"))),
        tuple(
            Row((
                cell(role), cell(shown(", ".join(columns), _WHOLE)),
                cell(words.say("declaration" if role in table.roles.declared else "its name")),
            ))
            for role, columns in table.roles.columns.items()
        ),
        (Text(words.say("Not used: {columns}.", columns=shown(", ".join(table.roles.unused), _WHOLE))),)
        if table.roles.unused
        else (),
    )  # fmt: skip
    derived = tuple(
        Paragraph((Text(words.say("{role} is not stated and was added up: {parts}.", role=role, parts=parts)),))
        for role, parts in table.derived.items()
    )
    rejected = (_rejected(table.rejected, table.rejected_rows, words),) if table.rejected else ()
    return Section("reading", str(number), words.say("How the file was read"), (roles, *derived, *rejected))


def _rejected(rejected: tuple[Rejected, ...], number: int, words: Words) -> Table:
    heads = (Head(words.say("Line"), numeric=True), *(Head(words.say(t)) for t in ("Column", "Value", "Why")))
    rows = tuple(
        Row((
            cell(str(item.line)), cell(shown(item.column, 80)), cell(shown(item.value, 80)), cell(shown(item.why, 200)),
        ))
        for item in rejected[:MOST_REJECTED]
    )  # fmt: skip
    listed = words.say("The first {shown}; rejected.csv lists all.", shown=MOST_REJECTED)
    under = (Text(listed),) if len(rejected) > MOST_REJECTED else ()
    return Table(None, words.say("Rows and cells that were refused: {number} rows", number=number), heads, rows, under)
