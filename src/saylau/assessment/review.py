"""Review: what a person signed, and whether the signature still stands under what is found today."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from saylau.checks.finding import Finding
from saylau.records.case import Case
from saylau.records.columns import cell, record_columns
from saylau.records.fact import Heard
from saylau.records.source import Decision, Review
from saylau.values.message import From, Message, Said


def _text(value: object) -> Any:
    """A value as JSON can hold it, the same for equal values."""
    if isinstance(value, From):
        return _text(value.value)
    if isinstance(value, Message):
        return [value.template, {name: _text(v) for name, v in value.values.items()}]
    if isinstance(value, tuple):
        return [_text(v) for v in value]
    return repr(value)


def _said(text: Said) -> Any:
    """A text of the program: a constant as it stands, so that it is not taken for a value."""
    return text if isinstance(text, str) else _text(text)


def _claim(case: Case, name: str) -> dict[str, str]:
    fact = case.fact(name)
    fields = {c.name: cell(getattr(fact.record, c.name)) for c in record_columns(type(fact.record))}
    if fact.heard is not Heard.NOT_KNOWN:
        fields["heard"] = str(fact.heard)
    return {"fact": name, "source": fact.source, "locator": fact.locator, "said_by": fact.said_by, **fields}


def finding_hash(case: Case, finding: Finding) -> str:
    """Sixteen hexadecimal digits over what a signature covers: outcome, words, numbers, claims, provisions."""
    content = {
        "id": finding.id,
        "outcome": finding.outcome.value,
        "message": _text(finding.message),
        "readings": [[_said(r.name), r.outcome.value, _text(r.says)] for r in finding.readings],
        "measures": [[m.name, _text(m.value), _said(m.unit)] for m in finding.measures],
        "facts": [_claim(case, name) for name in finding.facts],
        "provisions": [str(cite) for cite in finding.provisions],
        "standards": list(finding.standards),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ReviewState:
    """Where a finding stands with its reviewers."""

    hash: str
    review: Review | None = None
    """The latest signature that covers the finding as it is."""
    fallen: Review | None = None
    """The latest signature that covered an earlier state of it."""

    @property
    def signed(self) -> bool:
        """Whether a person approved the finding as it is now."""
        return self.review is not None and self.review.decision is not Decision.REJECTED


def review_state(case: Case, finding: Finding) -> ReviewState:
    """The signature under a finding: it stands while the hash is the same, and falls when facts change."""
    now = finding_hash(case, finding)
    own = sorted((r for r in case.reviews if r.finding == finding.id), key=lambda r: r.day)
    standing = [r for r in own if r.hash == now]
    fallen = [r for r in own if r.hash != now]
    return ReviewState(now, standing[-1] if standing else None, fallen[-1] if fallen and not standing else None)
