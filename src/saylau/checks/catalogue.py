"""CHECKS: the one list of checks, in the order in which findings are printed."""

from __future__ import annotations

from saylau.checks import (
    calendar,
    campaign,
    candidacy,
    commissions,
    data,
    detentions,
    elections,
    finance,
    internet,
    internet_causes,
    internet_orders,
    internet_overlap,
    law,
    media,
    polls,
    power,
    results,
    results_publication,
    results_turnout,
    signatures,
)
from saylau.checks.registry import Check, CheckOfFindings

CHECKS: tuple[Check, ...] = (
    *elections.CHECKS,
    *calendar.CHECKS,
    *law.CHECKS,
    *power.CHECKS,
    *commissions.CHECKS,
    *candidacy.CHECKS,
    *signatures.CHECKS,
    *campaign.CHECKS,
    *finance.CHECKS,
    *media.CHECKS,
    *polls.CHECKS,
    *internet.CHECKS,
    *internet_overlap.CHECKS,
    *internet_causes.CHECKS,
    *internet_orders.CHECKS,
    *detentions.CHECKS,
    *results.CHECKS,
    *results_turnout.CHECKS,
    *results_publication.CHECKS,
    *data.CHECKS,
)

CHECKS_OF_FINDINGS: tuple[CheckOfFindings, ...] = data.CHECKS_OF_FINDINGS
