"""`saylau findings`: what the checks found, as a list by area or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any

import typer
from rich.markup import escape

from saylau.assessment.assess import Assessment
from saylau.checks.finding import Finding, Outcome
from saylau.cli.gated import ON, WITHOUT_PEOPLE, gated_case
from saylau.cli.screen import review_words, screen
from saylau.errors import WrongUse
from saylau.report.words import Words, words_for
from saylau.standards import AREAS


def findings(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    area: Annotated[str, typer.Option(help="Only this area: a code such as CF, or the first word of a check id.")] = "",
    outcome: Annotated[str, typer.Option(help="Only this outcome, e.g. disputed.")] = "",
    sort: Annotated[str, typer.Option(help="Order: area, or strength of the outcome.")] = "area",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    on: ON = "",
    without_people: WITHOUT_PEOPLE = False,
) -> None:
    if sort not in SORTS:
        raise WrongUse(f"no order {sort!r}; orders are {', '.join(SORTS)}")
    if outcome and outcome not in [o.value for o in Outcome]:
        raise WrongUse(f"no outcome {outcome!r}; outcomes are {', '.join(o.value for o in Outcome)}")
    assessment = gated_case(case, on=on, without_people=without_people).assess()
    areas = {f.area for f in assessment.findings} | {f.check.partition(".")[0] for f in assessment.findings}
    if area and area not in areas:
        raise WrongUse(f"no area {area!r} in this case; areas are {', '.join(sorted(areas))}")
    chosen = [f for f in assessment.findings if _fits(f, area, outcome)]
    groups = SORTS[sort](chosen)
    words = words_for("en", assessment.case)
    if as_json:
        listed = [as_data(assessment, f, words) for members in groups.values() for f in members]
        print(json.dumps(listed, indent=2, ensure_ascii=False, sort_keys=True))
    else:
        _print(assessment, groups, words)


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
                "name": words.text(r.name),
                "whose": words.text(r.whose),
                "outcome": r.outcome.value,
                "decides": r.decides,
                "says": words.text(r.says),
            }
            for r in finding.readings
        ],
        "measures": [
            {
                "name": m.name,
                "label": words.text(m.label),
                "value": words.value(m.value),
                "unit": words.text(m.unit),
                "how": m.how,
                "facts": m.facts,
            }
            for m in finding.measures
        ],
        "facts": finding.facts,
        "provisions": [str(c) for c in finding.provisions],
        "standards": finding.standards,
        "limits": [words.text(limit) for limit in finding.limits],
        "assumptions": [words.text(assumed) for assumed in finding.assumptions],
        "confidence": {"level": confidence.level.value, "reason": words.text(confidence.reason)}
        if confidence
        else None,
    }


def _print(assessment: Assessment, groups: dict[str, list[Finding]], words: Words) -> None:
    """The findings by group: a header line that holds the whole id, and the sentence beneath it."""
    console = screen()
    for title, members in groups.items():
        console.print(f"[bold]{escape(title)}[/bold]\n")
        for finding in members:
            console.print(_header(finding, assessment), soft_wrap=True)
            console.print(f"{_indented(words.text(finding.message), console.width)}\n", soft_wrap=True, markup=False)
    chosen = [finding for members in groups.values() for finding in members]
    counted = Counter(finding.outcome for finding in chosen)
    console.print(" · ".join(f"{counted[o]} {o.value}" for o in Outcome if counted[o]) or "none")
    open_ones = sum(not assessment.states[finding.id].signed for finding in chosen)
    console.print(f"{len(chosen)} of {len(assessment.findings)} findings, {open_ones} not signed")


def _indented(sentence: str, width: int) -> str:
    """A sentence in lines of a width, never broken between a number and its unit."""
    return textwrap.fill(sentence, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)


_INDENT = "    "


def _header(finding: Finding, assessment: Assessment) -> str:
    """Id, outcome, what it would be without the cap by its weakest input, and where it stands with its reviewers."""
    would_be = f" (would be {finding.would_be.value})" if finding.would_be else ""
    provisional = ", provisional" if finding.provisional else ""
    state = review_words(assessment.states[finding.id])
    outcome = f"[bold]{finding.outcome.value}[/bold]{would_be}{provisional}"
    return f"{escape(finding.id)}  {outcome}[dim]  · {escape(state)}[/dim]"


def _by_area(chosen: list[Finding]) -> dict[str, list[Finding]]:
    """Title of each area to its findings, in the order of the report."""
    groups = {f"{area.code} · {area.title}": [f for f in chosen if f.area == area.code] for area in AREAS}
    return {title: members for title, members in groups.items() if members}


def _by_strength(chosen: list[Finding]) -> dict[str, list[Finding]]:
    """Outcome to its findings, the strongest first."""
    groups = {outcome.value: [f for f in chosen if f.outcome is outcome] for outcome in Outcome}
    return {title: members for title, members in groups.items() if members}


SORTS: Mapping[str, Callable[[list[Finding]], dict[str, list[Finding]]]] = MappingProxyType(
    {"area": _by_area, "strength": _by_strength}
)
"""Name of an order to what groups the findings in it."""
