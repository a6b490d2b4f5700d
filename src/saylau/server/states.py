"""States and steps of facts, conclusions and releases: each process is one dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class FactState(StrEnum):
    """Where a fact stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    QUESTIONED = "questioned"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


Steps = Mapping[str, Mapping[str, str]]
"""State, to the steps that lead out of it, to the state that each leads to."""

FACT_STEPS: Steps = MappingProxyType(
    {
        "draft": {"submit": "submitted", "discard": "discarded"},
        "submitted": {"accept": "accepted", "return": "returned", "withdraw": "withdrawn"},
        "returned": {"submit": "submitted", "withdraw": "withdrawn"},
        "accepted": {"question": "questioned", "withdraw": "withdrawn"},
        "questioned": {"accept": "accepted", "return": "returned", "withdraw": "withdrawn"},
        "withdrawn": {},
        "discarded": {},
    }
)
CONCLUSION_STEPS: Steps = MappingProxyType(
    {
        "draft": {"sign": "signed"},
        "signed": {"countersign": "in force", "revoke": "revoked"},
        "in force": {"revoke": "revoked"},
        "revoked": {},
    }
)
RELEASE_STEPS: Steps = MappingProxyType(
    {
        "draft": {"build": "built"},
        "built": {"propose": "proposed", "rebuild": "built"},
        "proposed": {"approve": "approved", "return": "draft"},
        "approved": {"publish": "published", "return": "draft"},
        "published": {"recall": "recalled"},
        "recalled": {},
    }
)
NEED_REASON = frozenset({"return", "question", "withdraw", "recall", "revoke", "approve"})
"""Steps for which a reason of at least `LEAST_REASON` characters is asked."""
LEAST_REASON = 10
