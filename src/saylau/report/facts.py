"""A claim in words, for the annex of facts and for prose that cites it."""

from __future__ import annotations

from saylau.records.base import Record
from saylau.records.columns import record_columns
from saylau.records.fact import Fact
from saylau.records.vocabulary import phrase
from saylau.report.words import Words
from saylau.values.message import Message, Name, Value

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
    column_type = next(c.type for c in record_columns(type(fact.record)) if c.name == column)
    if column_type == "text":
        return words.wording(fact.fact, column, words.language)
    many = value if isinstance(value, tuple) else (value,)
    said = (_value_of(item, column_type) for item in many)
    return ", ".join(words.value(item) for item in said)


def _value_of(item: Value, column_type: str) -> Value:
    """A thing by its name, a member of a list of choices as a phrase, everything else as it is."""
    if column_type == "ref":
        return Name(str(item))
    return Message(phrase(str(item))) if column_type == "choice" else item


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
