"""`saylau diff`: what changed between two states of a case, in facts and in findings."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from saylau.assessment.assess import Assessment
from saylau.assessment.changes import FindingChange, FindingChanges, compare_findings
from saylau.checks.finding import Finding
from saylau.cli.gated import ON, WITHOUT_PEOPLE, Asked, CaseLetIn, asked, let_in, tell
from saylau.cli.screen import number, print_problems
from saylau.errors import CaseRefused
from saylau.records.compare import Change, FactChanges, compare_facts
from saylau.report.words import Words, words_for


def diff(
    before: Annotated[str, typer.Argument(help="The earlier state: folder, workbook, package or name of a case.")],
    after: Annotated[str, typer.Argument(help="The later state.")],
    on: ON = "",
    without_people: WITHOUT_PEOPLE = False,
) -> None:
    one_let, other_let = _open_both(before, after, asked(on, without_people))
    tell(other_let)
    old, new = one_let.case, other_let.case
    facts = compare_facts(old, new)
    console = Console(highlight=False, soft_wrap=True)
    if not facts:
        console.print("The two states are the same.")
        return
    _print_facts(console, facts)
    one, other = one_let.assess(), other_let.assess()
    _print_findings(console, compare_findings(one, other), one, other)


def _open_both(before: str, after: str, how: Asked) -> tuple[CaseLetIn, CaseLetIn]:
    """Both states, by the vault beside either where one has none; where one cannot be read, what is wrong in it, under
    its name, and in the other one too.
    """
    found, refused = [], False
    for name, other in ((before, after), (after, before)):
        try:
            found.append(let_in(name, how, beside=other))
        except CaseRefused as error:
            refused = True
            typer.echo(f"{name}: {number(len(error.problems), 'problem')}")
            print_problems(error.problems)
    if refused:
        typer.echo("nothing was compared", err=True)
        raise typer.Exit(CaseRefused.exit_code)
    return found[0], found[1]


def _print_facts(console: Console, facts: FactChanges) -> None:
    for label, changes in (
        ("added", facts.added),
        ("changed", facts.changed),
        ("withdrawn", facts.withdrawn),
        ("removed", facts.removed),
    ):
        for change in changes:
            console.print(f"[bold]{label}[/bold] {escape(_named(change))}")
            for field in change.fields:
                console.print(
                    f"    {field.field}: {escape(field.before) or '(empty)'} → {escape(field.after) or '(empty)'}"
                )


def _named(change: Change) -> str:
    about = f" (about {change.thing})" if change.thing != change.name else ""
    return f"{change.kind.replace('_', ' ')} {change.name}{about}"


def _print_findings(console: Console, changes: FindingChanges, one: Assessment, other: Assessment) -> None:
    before, after = words_for("en", one.case), words_for("en", other.case)
    if not (changes.added or changes.changed or changes.withdrawn):
        console.print("\nNo finding changed.")
        return
    console.print()
    for finding in changes.added:
        console.print(f"[bold]finding added[/bold] {_said(finding, after)}")
    for changed in changes.changed:
        _print_changed(console, changed, before, after)
    for finding in changes.withdrawn:
        console.print(f"[bold]finding withdrawn[/bold] {_said(finding, before)}")


def _print_changed(console: Console, change: FindingChange, before: Words, after: Words) -> None:
    old, new = change.before, change.after
    moved = f"{old.outcome.value} → {new.outcome.value}" if old.outcome is not new.outcome else new.outcome.value
    console.print(f"[bold]finding changed[/bold] {escape(new.id)}: {moved}")
    was, now = before.text(old.message), after.text(new.message)
    if was == now:
        console.print("    same sentence; the facts, numbers or provisions behind it differ")
    else:
        console.print(f"    before: {escape(was)}\n    after:  {escape(now)}")
    if change.signature_fell:
        console.print("    its signature fell: it has to be reviewed again")


def _said(finding: Finding, words: Words) -> str:
    return escape(f"{finding.id}: {finding.outcome.value}\n    {words.text(finding.message)}")
