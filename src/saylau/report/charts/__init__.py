"""Charts: one module a kind, from the findings of one check to a Vega-Lite specification and its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from saylau.checks.finding import Finding
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

__all__ = ["CHARTS", "Draw", "Picture"]
