"""Charts: one module a kind, from the findings of one check to a Vega-Lite specification and its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from saylau.checks.finding import Finding
from saylau.records.case import Case
from saylau.report.charts import (
    appointments,
    calendar,
    conditions,
    counts,
    dossier,
    estimate,
    funds,
    funnel,
    interruptions,
    media,
    powers,
    rates,
    saw,
    signatures,
    tiles,
)
from saylau.report.charts.picture import Picture
from saylau.report.words import Words

Draw = Callable[[tuple[Finding, ...], Words, str], Picture | None]
"""From the findings of one check, the words of a language and the line on sources; None where the numbers lack."""

CHARTS: Mapping[str, Draw] = {
    "power.timeline": powers.timeline,
    "power.appointments": appointments.appointments,
    "calendar.events": calendar.events,
    "candidacy.conditions": conditions.conditions,
    "candidacy.dossier": dossier.dossier,
    "candidacy.funnel": funnel.funnel,
    "signatures.rate": signatures.rate,
    "finance.cap_use": funds.cap_use,
    "finance.conversion": rates.conversion,
    "media.environment": media.powers,
    "media.airtime": media.airtime,
    "internet.rally_overlap": interruptions.interruptions,
    "results.turnout_outliers": tiles.turnout,
    "detentions.tally": counts.counts,
    "detentions.estimate": estimate.estimate,
}
"""Check id to the chart of its findings."""

DrawTable = Callable[[tuple[Finding, ...], Case, Words, str], Picture | None]
"""The same for what is drawn from a table that the case keeps: its bins are too many to be numbers of a finding."""

TABLE_CHARTS: Mapping[str, DrawTable] = {"results.integers": saw.of_case}
"""Check id to the chart of the table that its findings are about."""

__all__ = ["CHARTS", "TABLE_CHARTS", "Draw", "DrawTable", "Picture"]
