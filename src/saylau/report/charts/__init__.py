"""Charts: one module a kind, from the findings of one check to a Vega-Lite specification and its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from saylau.checks.finding import Finding
from saylau.report.charts import calendar, conditions, funds, funnel, signatures
from saylau.report.charts.picture import Picture
from saylau.report.words import Words

Draw = Callable[[tuple[Finding, ...], Words, str], Picture | None]
"""From the findings of one check, the words of a language and the line on sources; None where the numbers lack."""

CHARTS: Mapping[str, Draw] = {
    "calendar.events": calendar.events,
    "candidacy.conditions": conditions.conditions,
    "candidacy.funnel": funnel.funnel,
    "signatures.rate": signatures.rate,
    "finance.cap_use": funds.cap_use,
}
"""Check id to the chart of its findings."""

__all__ = ["CHARTS", "Draw", "Picture"]
