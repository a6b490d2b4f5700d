"""What a chart function hands to the report, and how it asks findings for their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from saylau.checks.finding import Finding, Measure
from saylau.report.document import Head, Line, Row, Text
from saylau.report.words import Words
from saylau.values.message import From, Value


@dataclass(frozen=True)
class Picture:
    """A chart with what stands beside it: caption, alternative text and the same numbers as a table."""

    caption: str
    alt: str
    spec: Mapping[str, Any] = field(hash=False)
    """Vega-Lite specification as a plain dictionary, 680 px wide."""
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    narrow: Mapping[str, Any] | None = field(default=None, hash=False)
    """Variant for 360 px, where there is one."""


def plain_value(measure: Measure) -> Value:
    """The number itself, without the facts to which it leads."""
    return measure.value.value if isinstance(measure.value, From) else measure.value


def value_of(finding: Finding, name: str) -> Value | None:
    """The number of that name: the first measure called so, else the value of the finding's sentence."""
    measured = (measure.value for measure in finding.measures if measure.name == name)
    value = next(measured, finding.message.values.get(name))
    return value.value if isinstance(value, From) else value


def cell(text: str) -> Line:
    """A cell of the table beside a picture."""
    return (Text(text),)


def finding_cell(finding: Finding) -> Line:
    """The finding's id, leading to it."""
    return (Text(finding.id, target=finding.id),)


def footer(words: Words, source: str, check: str) -> str:
    """What is burnt into the picture: its sources and the id of its findings, which a line break does not part."""
    return words.say("{source} Finding\u00a0{id}.", source=source, id=check)
