"""A claim in words, for the annex of facts and for prose that cites it."""

from __future__ import annotations

from saylau.records.base import Record
from saylau.records.columns import record_columns
from saylau.records.fact import Fact
from saylau.report.words import Words
from saylau.values.message import Name, Value

MAIN_FIELDS = (
    "amount",
    "each",
    "number",
    "voters",
    "votes",
    "seats",
    "collected",
    "during",
    "on",
    "held",
    "poll",
    "says",
    "text",
    "name",
)
"""The field that stands for a claim when prose cites it without naming one: the first of these that it has."""


def field_text(fact: Fact[Record], column: str, words: Words) -> str:
    """One field of a claim in words; empty where it has no value."""
    value = getattr(fact.record, column)
    if value is None or value == () or value == "":
        return ""
    refs = {c.name for c in record_columns(type(fact.record)) if c.type == "ref"}
    many = value if isinstance(value, tuple) else (value,)
    said: list[Value] = [Name(v) if column in refs else v for v in many]
    return ", ".join(words.value(v if isinstance(v, Name) else _plain(v)) for v in said)


def _plain(value: Value) -> Value:
    """An enumeration member or id as text; everything else as it is."""
    return str(value) if isinstance(value, str) else value


def main_field(fact: Fact[Record]) -> str:
    """Name of the field that stands for the claim in prose."""
    columns = {c.name for c in record_columns(type(fact.record))}
    return next((n for n in MAIN_FIELDS if n in columns and getattr(fact.record, n) not in (None, "")), "")


def fact_text(fact: Fact[Record], words: Words) -> str:
    """A whole claim in words: each field that has a value, with its label."""
    parts = []
    for column in record_columns(type(fact.record)):
        text = field_text(fact, column.name, words)
        if text:
            label = words.template(column.name.replace("_", " "))
            parts.append(text if column.name in ("name", "says", "text", "asks") else f"{label}: {text}")
    return "; ".join(parts)
