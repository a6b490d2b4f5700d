"""`saylau report`: the whole job, from a case to its report in all formats."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from saylau.assessment.assess import Assessment
from saylau.checks.catalogue import CHECKS, CHECKS_OF_FINDINGS
from saylau.checks.finding import Outcome
from saylau.cli.days import day_of
from saylau.cli.gated import ON, WITHOUT_PEOPLE, Asked, CaseLetIn, asked, let_in, tell, vault_beside
from saylau.cli.progress import progress_bar
from saylau.errors import WrongUse
from saylau.report.write import FORMATS, check_request, write_report
from saylau.standards import AREAS


def report(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    out: Annotated[Path | None, typer.Option(help="Folder to write into; out/<case> unless told.")] = None,
    format: Annotated[str, typer.Option(help="Formats, parted by commas.")] = ",".join(FORMATS),
    lang: Annotated[str, typer.Option(help="Language of the report.")] = "en",
    public: Annotated[bool, typer.Option(help="Build for publication: refused while findings are unsigned.")] = False,
    unsigned: Annotated[
        bool, typer.Option(help="Allow unsigned findings in a public build; each page says so.")
    ] = False,
    earlier: Annotated[
        str, typer.Option(help="The case as published before: changes are listed, and small differences are not told.")
    ] = "",
    site: Annotated[bool, typer.Option(help="Write a small site too: a page for each finding, fact, source.")] = False,
    embed_fonts: Annotated[bool, typer.Option(help="Put the fonts into the HTML, 2 MB; labels fit them.")] = True,
    on: ON = "",
    without_people: WITHOUT_PEOPLE = False,
    name_consenting: Annotated[
        bool, typer.Option("--name-consenting", help="Name the people who agreed that their names are published.")
    ] = False,
    earlier_on: Annotated[
        str, typer.Option(help="Day of the consents on which the earlier version was built; it is printed in it.")
    ] = "",
) -> None:
    formats = [f.strip().lower() for f in format.split(",") if f.strip()]
    check_request(formats, lang)
    # Before the bar is drawn, since a passphrase may be asked for.
    how = asked(on, without_people, name_consenting)
    read = let_in(case, how)
    before = _earlier(earlier, case, how, earlier_on)
    tell(read)
    with progress_bar(STEPS + len(formats) + site) as tell_step:
        tell_step(f"running {len(CHECKS) + len(CHECKS_OF_FINDINGS)} checks")
        assessment = read.assess()
        written = write_report(
            assessment,
            out or Path("out") / read.case.info.id,
            formats=formats,
            language=lang,
            public=public,
            unsigned_allowed=unsigned,
            embed_fonts=embed_fonts,
            earlier=before.assess() if before else None,
            site=site,
            tell=tell_step,
        )
    _print_summary(assessment, written)


def _earlier(earlier: str, case: str, how: Asked, earlier_on: str) -> CaseLetIn | None:
    """The earlier version as it could be published on its day. Raises `WrongUse` where that day has to be told."""
    if not earlier:
        return None
    if how.without_people or not (vault_beside(earlier) or vault_beside(case)):
        return let_in(earlier, how, beside=case)
    if not earlier_on:
        raise WrongUse(
            "--earlier of a case with a vault: say with --earlier-on of which day its consents were; the earlier "
            "report prints it in its section on sources"
        )
    return let_in(earlier, Asked(day_of(earlier_on, "--earlier-on"), as_it_was=True), beside=case)


STEPS = 4
"""Checks, the document, its figures and the package; each format and the site is one more."""


def _print_summary(assessment: Assessment, written: tuple[Path, ...]) -> None:
    """Facts, checks, findings by outcome and area, questions, and where the files are."""
    console = Console()
    case = assessment.case
    checks = len({f.check for f in assessment.findings})
    console.print(f"[bold]{case.info.title}[/bold]", highlight=False)
    console.print(
        f"{len(case.facts)} facts from {len(case.sources)} sources · {checks} checks · "
        f"{len(assessment.findings)} findings ({len(assessment.unsigned)} not reviewed) · "
        f"{len(assessment.questions)} open questions",
        highlight=False,
    )
    console.print(_findings_table(assessment))
    for path in written:
        console.print(str(path), highlight=False, soft_wrap=True)


def _findings_table(assessment: Assessment) -> Table:
    table = Table("Area", box=None, header_style="dim", pad_edge=False)
    counted = Counter((f.area, f.outcome) for f in assessment.findings)
    titles = {a.code: a.title for a in AREAS}
    outcomes = [o for o in Outcome if any(f.outcome is o for f in assessment.findings)]
    for outcome in outcomes:
        table.add_column(outcome.value, justify="right")
    for area in dict.fromkeys(f.area for f in assessment.findings):
        table.add_row(f"{area}  {titles.get(area, '')}", *(str(counted[area, o] or "·") for o in outcomes))
    totals = [str(sum(n for (_, found), n in counted.items() if found is o)) for o in outcomes]
    table.add_row("all areas", *totals, style="bold")
    return table
