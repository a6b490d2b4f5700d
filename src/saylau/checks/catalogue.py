"""CHECKS: the one list of checks, in the order in which findings are printed."""

from __future__ import annotations

from saylau.checks import (
    calendar,
    campaign,
    candidacy,
    commissions,
    data,
    detentions,
    finance,
    internet,
    law,
    polls,
    power,
    results,
    results_publication,
    results_turnout,
    signatures,
)
from saylau.checks.registry import Check, CheckOfFindings

CHECKS: tuple[Check, ...] = (
    *calendar.CHECKS,
    *law.CHECKS,
    *power.CHECKS,
    *commissions.CHECKS,
    *candidacy.CHECKS,
    *signatures.CHECKS,
    *campaign.CHECKS,
    *finance.CHECKS,
    *polls.CHECKS,
    *internet.CHECKS,
    *detentions.CHECKS,
    *results.CHECKS,
    *results_turnout.CHECKS,
    *results_publication.CHECKS,
    *data.CHECKS,
)

CHECKS_OF_FINDINGS: tuple[CheckOfFindings, ...] = data.CHECKS_OF_FINDINGS
