"""An invented report that holds every block of the document tree, for the tests of the writers.

Nothing in it is about a real election. It is small, but hard where writers fail: two notes at one place, a note of six
hundred characters, a table over several pages, a passage in another language, Kazakh letters, signs that mean
something to HTML, Typst or XML, findings with and without a signature.
"""

from __future__ import annotations

from typing import Any

from saylau.report.document import (
    Bullets,
    Callout,
    Document,
    Figure,
    FindingBox,
    FindingItem,
    Head,
    Line,
    Mark,
    Note,
    Paragraph,
    Row,
    Section,
    Table,
    Term,
    Terms,
    Text,
)

AWKWARD = """<script>alert("1")</script> & 5 < 7 > 3 # $ * _ @ ~ \\ [x] {y} `z` 'q' /* c */ // d -- e"""
"""Signs that a writer has to escape; they have to arrive as they are."""
KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі, № 5, 510\u00a0000\u00a0000 ₸"
RUSSIAN = "Кандидат представляет в комиссию подписные листы не позднее чем за сорок дней до дня голосования."
WORDS = {
    word: word
    for word in (
        "Contents", "Figure", "Table", "Notes", "Data", "Numbers behind this", "Skip to the report", "Page", "of",
        "Annex", "Finding", "Back to text",
    )
}  # fmt: skip
FONT = "'Source Sans Pro', sans-serif"


def line(*parts: str | Text | Mark) -> Line:
    """A line from texts, links and marks."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def chart(width: int) -> dict[str, Any]:
    """A tiny bar chart with its title and footer in the picture."""
    bars = [("Candidate A", 510.0), ("Candidate B", 76.5), ("Candidate C", 20.2)]
    encoding = {
        "y": {"field": "name", "type": "nominal", "sort": None, "title": None},
        "x": {"field": "sum", "type": "quantitative", "title": "million crowns"},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": {"font": FONT, "background": "white", "aria": False, "view": {"stroke": None}},
        "title": {"text": "Money in election funds by 29 May", "anchor": "start", "frame": "bounds"},
        "width": width - 90,
        "height": 96,
        "data": {"values": [{"name": name, "sum": amount} for name, amount in bars]},
        "mark": {"type": "bar", "color": "#0b5c7a", "height": 18},
        "encoding": encoding,
    }


def funds_figure() -> Figure:
    rows = [("Candidate A", "510.0"), ("Candidate B", "76.5"), ("Candidate C", "20.2")]
    table = Table(
        None,
        "Money in election funds by 29 May",
        (Head("Candidate"), Head("Million crowns", numeric=True)),
        tuple(Row((line(name), line(amount))) for name, amount in rows),
        source=line("Election Commission, 29 May."),
    )
    return Figure(
        1,
        "figure-funds",
        "Money in election funds by 29 May",
        "Bar chart of the money in three election funds. Candidate A reported 510.0 million crowns, "
        "Candidate C 20.2 million. The table below holds the numbers.",
        chart(680),
        table,
        narrow=chart(360),
    )


def stations_table() -> Table:
    """Long enough for several pages; the row of the seventh station can be led to."""
    heads = (Head("Polling station"), Head("Voters", True), Head("Ballots", True), Head("Turnout", True), Head("Note"))
    rows = []
    for i in range(1, 121):
        voters, ballots = 1000 + 7 * i, 600 + 5 * i
        cells = (
            f"No. {i}, School of the {i}th Street",
            f"{voters:,}",
            f"{ballots:,}",
            f"{100 * ballots / voters:.1f} %",
        )
        remark = line("Moved on the day", Mark(2)) if i == 7 else line("")
        rows.append(Row((*(line(cell) for cell in cells), remark), anchor="station-7" if i == 7 else ""))
    source = line("Protocols of the precinct commissions", Mark(2), ".")
    return Table(2, "Turnout by polling station", heads, tuple(rows), source, "table-stations", (5, 2, 2, 2, 3))


def cap_use_measures() -> Table:
    return Table(
        None,
        "Numbers behind these findings",
        (Head("What"), Head("Value", True), Head("Unit"), Head("Arithmetic"), Head("Facts")),
        (
            Row((line("Own money"), line("510,000,000"), line("crowns"), line("as reported"), line("fund-a-2"))),
            Row(
                (
                    line("Share of the cap"),
                    line("100.0"),
                    line("%"),
                    line("510000000 / 510000000"),
                    line("fund-a-2, elections-34"),
                )
            ),
        ),
    )


def cap_use_box() -> FindingBox:
    signed = FindingItem(
        anchor="finance.cap_use:candidate-a",
        number=4,
        outcome="concern",
        outcome_label="raises a concern",
        mark="!",
        state="Reviewed by the analyst of the house, 3 June 2019",
        signed=True,
        sentence=line(
            "The sum that Candidate A reported (",
            Text("510,000,000 crowns", target="fact-fund-a-2"),
            ") equals the legal cap.",
            Mark(1),
            Mark(2),
            " This does not in itself indicate a breach.",
        ),
        terms=(
            Term("Confidence", line("medium: one primary source")),
            Term("Conclusion", line(Text("Partly met", strong=True), ", signed on 3 June 2019.")),
            Term("Reply", line("No reply was received by 5 June 2019.")),
        ),
    )
    unsigned = FindingItem(
        anchor="finance.cap_use:candidate-b",
        number=5,
        outcome="in line",
        outcome_label="Indication: in line with the rule",
        mark="✓",
        state="Automatic, not reviewed",
        signed=False,
        sentence=line("Candidate B reported 76,500,000 crowns, 15.0 % of the cap."),
        terms=(Term("Confidence", line("medium: one primary source")),),
    )
    return FindingBox(
        "finance.cap_use",
        "Use of the legal cap by each candidate’s fund",
        (signed, unsigned),
        (
            Term("Provision", line("Election Act, Article 34(2)", Mark(3))),
            Term("Standards", line(Text("CPH 7.6", target="standard-cph-7-6"), ", UNCAC 7(3)")),
            Term("Limits", line("The source does not split own and party money.")),
        ),
        cap_use_measures(),
    )


def outcomes_box() -> FindingBox:
    """One finding of each other outcome, all without a signature."""
    rest = (
        (
            "contrary",
            "Indication: contrary to an explicit rule",
            "×",
            "The list was published 3 days after the last day.",
        ),
        ("at odds", "Indication: at odds with a standard", "×", "The law required five years of public service."),
        ("disputed", "Indication: disputed", "≠", "The ministry gave 80 people; journalists gave about 200."),
        ("unknown", "Indication: not assessed, information missing", "?", "The number of collectors is not known."),
        ("noted", "Indication: noted", "•", "At least 41 people were detained on 9 May."),
    )
    items = tuple(
        FindingItem(
            anchor=f"detentions.counts:case-{i}",
            number=i,
            outcome=outcome,
            outcome_label=label,
            mark=mark,
            state="Automatic, not reviewed",
            signed=False,
            sentence=line(sentence),
            terms=(Term("Question", line("How many were counted, by whom?")),) if outcome == "unknown" else (),
        )
        for i, (outcome, label, mark, sentence) in enumerate(rest, start=7)
    )
    return FindingBox("detentions.counts", "Outcomes that a finding may have", items)


def summary() -> Section:
    advice = Callout(
        "Priority recommendations",
        (
            Bullets(
                (
                    line("To the Parliament: repeal the requirement of five years."),
                    line("To the Commission: publish by station."),
                )
            ),
        ),
    )
    first = line(
        "An invented election was held on 9 June.",
        Mark(1),
        Mark(2),
        " See ",
        Text("campaign finance", target="finance"),
        ".",
    )
    return Section(
        "summary",
        "1",
        "Summary",
        (
            Paragraph(first, number=1),
            Paragraph(line("Signs that a writer must escape: ", AWKWARD), number=2),
            advice,
            Paragraph(line("A remark without a number, set small."), small=True),
        ),
    )


def finance() -> Section:
    law = Section(
        "finance-law",
        "2.1",
        "The rule of the day",
        (
            Paragraph(
                line(
                    "Article 28(9) stated: “",
                    Text(RUSSIAN, language="ru"),
                    "”. Letters: ",
                    Text(KAZAKH, language="kk"),
                    ".",
                ),
                number=3,
            ),
            Terms((Term("Cap", line("12,000 minimum wages")), Term("Day", line(Text("29 May", strong=True))))),
        ),
    )
    use = Section("finance-use", "2.2", "Use of the cap", (cap_use_box(), funds_figure()))
    return Section("finance", "2", "Campaign finance", (), (law, use))


def annexes() -> tuple[Section, ...]:
    facts = Table(
        1,
        "Facts used",
        (Head("Fact"), Head("What it says"), Head("Where it stands")),
        (
            Row((line("fund-a-2"), line("510,000,000 crowns"), line("Commission, page 2")), anchor="fact-fund-a-2"),
            Row(
                (line("CPH 7.6"), line("Separation of party and state"), line("Copenhagen Document")),
                anchor="standard-cph-7-6",
            ),
        ),
        anchor="table-facts",
    )
    empty = Paragraph(line("The material contains no information on observers. No assessment is made."), number=6)
    return (
        Section("observers", "3", "Observers", (empty,)),
        Section("detentions", "4", "Assembly and detention", (outcomes_box(),)),
        Section("annex-a", "A", "Results by station", (stations_table(),)),
        Section("annex-f", "F", "Sources and facts", (facts,)),
    )


def notes() -> tuple[Note, ...]:
    long = "Election Commission, Report on the funds of the candidates, 29 May 2019, page 2; "
    address = Text("the Commission’s page", url="https://example.org/funds?year=2019&page=2")
    return (
        Note(1, line(long * 7, "retrieved on 1 June 2019 from ", address, ".")),
        Note(2, line("Protocols of the precinct commissions, 10 June 2019.")),
        Note(3, line("Election Act, Article 34(2): ", Text("редакция от 29 июня 2018 года", language="ru"), ".")),
    )


def sample_document() -> Document:
    """The whole invented report."""
    return Document(
        id="sample-2019-v1",
        language="en",
        title="Election of the President of Northland, 9 June 2019",
        subtitle="Desk assessment of an invented election",
        author="The Sample House",
        day="2019-06-11",
        cover=(
            Term("Election", line("President of Northland, 9 June 2019")),
            Term("Kind", line("Desk assessment")),
            Term("Date of assessment", line("11 June 2019")),
            Term("Review", line("1 of 7 findings reviewed")),
            Term("Case", line("sha256 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")),
        ),
        about=(
            line("This is an example of what a report looks like. It is not about a real election."),
            line("Indications come from rules and counting; only a signed conclusion is the view of a person."),
        ),
        watermark="Contains indications that no person has reviewed",
        sections=(summary(), finance(), *annexes()),
        notes=notes(),
        words=WORDS,
    )
