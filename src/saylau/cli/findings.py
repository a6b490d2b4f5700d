"""`saylau findings`: what the checks found, as a table or as JSON."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from saylau.assessment.assess import Assessment, assess
from saylau.checks.finding import Finding, Outcome
from saylau.errors import WrongUse
from saylau.records.locate import open_case
from saylau.report.words import Words, words_for


def findings(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    area: Annotated[str, typer.Option(help="Only this area: a code such as CF, or the first word of a check id.")] = "",
    outcome: Annotated[str, typer.Option(help="Only this outcome, e.g. disputed.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    if outcome and outcome not in [o.value for o in Outcome]:
        raise WrongUse(f"no outcome {outcome!r}; outcomes are {', '.join(o.value for o in Outcome)}")
    assessment = assess(open_case(case))
    areas = {f.area for f in assessment.findings} | {f.check.partition(".")[0] for f in assessment.findings}
    if area and area not in areas:
        raise WrongUse(f"no area {area!r} in this case; areas are {', '.join(sorted(areas))}")
    chosen = [f for f in assessment.findings if _fits(f, area, outcome)]
    words = words_for("en", assessment.case.name)
    if as_json:
        print(json.dumps([as_data(assessment, f, words) for f in chosen], indent=2, ensure_ascii=False, sort_keys=True))
    else:
        _print_table(assessment, chosen, words)


def _fits(finding: Finding, area: str, outcome: str) -> bool:
    in_area = not area or area in (finding.area, finding.check.partition(".")[0])
    return in_area and (not outcome or finding.outcome.value == outcome)


def as_data(assessment: Assessment, finding: Finding, words: Words) -> dict[str, Any]:
    """A finding as plain data: exact text forms of its numbers, names of its facts, state of its review."""
    confidence = finding.confidence
    return {
        "id": finding.id,
        "check": finding.check,
        "area": finding.area,
        "title": finding.title,
        "outcome": finding.outcome.value,
        "would_be": finding.would_be.value if finding.would_be else None,
        "provisional": finding.provisional,
        "signed": assessment.states[finding.id].signed,
        "hash": assessment.states[finding.id].hash,
        "sentence": words.text(finding.message),
        "readings": [
            {
                "name": r.name,
                "whose": r.whose,
                "outcome": r.outcome.value,
                "decides": r.decides,
                "says": words.text(r.says),
            }
            for r in finding.readings
        ],
        "measures": [
            {
                "name": m.name,
                "label": m.label,
                "value": words.value(m.value),
                "unit": m.unit,
                "how": m.how,
                "facts": m.facts,
            }
            for m in finding.measures
        ],
        "facts": finding.facts,
        "provisions": [str(c) for c in finding.provisions],
        "standards": finding.standards,
        "limits": finding.limits,
        "assumptions": finding.assumptions,
        "confidence": {"level": confidence.level.value, "reason": words.text(confidence.reason)}
        if confidence
        else None,
    }


def _print_table(assessment: Assessment, chosen: list[Finding], words: Words) -> None:
    table = Table("Finding", "Outcome", "What was found", box=None, header_style="dim", pad_edge=False)
    for finding in chosen:
        state = "" if assessment.states[finding.id].signed else "\nindication, not reviewed"
        table.add_row(finding.id, f"{finding.outcome.value}[dim]{state}[/dim]", words.text(finding.message))
    Console().print(table)
    Console().print(f"{len(chosen)} of {len(assessment.findings)} findings", highlight=False)
