"""Whole numbers as results files write them: groups of three digits, a fraction of nothing, marks for "not known"."""

from __future__ import annotations

import re

from saylau.tables.declared import Declared

_BLANKS = " \u00a0\u2009\u202f'’"
"""What divides groups of three digits without being declared."""
_TRIMMED = " \u00a0\u2009\u202f\t"


def pattern(declared: Declared) -> str:
    """What a whole number looks like, as a regular expression of both DuckDB and Python.

    Without a declaration a point or comma followed by one or two zeros is a fraction of nothing (`812,0`); `1,234`
    could be a thousand or a fraction, and is none of either until one is declared.
    """
    groups = _BLANKS + declared.thousands
    grouped = rf"[0-9]{{1,3}}(?:[{re.escape(groups)}][0-9]{{3}})+"
    return rf"(?:[0-9]{{1,15}}|{grouped})(?:{_fraction(declared)})?"


def _fraction(declared: Declared) -> str:
    """A fraction of nothing: of any length after a sign that is declared, of one or two zeros after another."""
    if declared.decimal:
        return f"{re.escape(declared.decimal)}0+"
    signs = "".join(sign for sign in ".," if sign != declared.thousands)
    return f"[{signs}]0{{1,2}}"


def fast(column: str) -> str:
    """SQL: the number of a cell of plain digits, NULL otherwise. A cast alone would take 1.5 and 1e3 for numbers."""
    number = f"TRY_CAST({column} AS UINTEGER)"
    return f"CASE WHEN CAST({number} AS VARCHAR) = {column} THEN CAST({number} AS BIGINT) END"


def careful(column: str, declared: Declared) -> str:
    """SQL: the number of a cell in any of the ways in which it may be written; NULL for what is not a number."""
    trimmed = f"trim({column}, {quoted(_TRIMMED)})"
    whole = f"regexp_replace({trimmed}, {quoted(_fraction(declared) + '$')}, '')"
    digits = f"regexp_replace({whole}, '[^0-9]', '', 'g')"
    return f"CASE WHEN regexp_full_match({trimmed}, {quoted(pattern(declared))}) THEN TRY_CAST({digits} AS BIGINT) END"


def unknown(column: str, declared: Declared) -> str:
    """SQL: whether a cell says that the number is not known."""
    marks = ", ".join(quoted(mark) for mark in ("", *declared.missing))
    return f"({column} IS NULL OR trim({column}, {quoted(_TRIMMED)}) IN ({marks}))"


def why_not(text: str) -> tuple[str, str]:
    """Why a cell is no count, and what would be right."""
    plain = text.strip(_TRIMMED)
    if plain.startswith("="):
        return "is a formula", "write the value itself"
    if re.fullmatch(r"[-−–]\s*[0-9]+([.,]0+)?", plain):
        return "is negative", "a count is zero or more"
    if re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", plain):
        return "could be thousands or a fraction", "declare thousands or decimal"
    if re.fullmatch(r"[0-9]+[.,][0-9]+([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+", plain):
        return "is not a whole number", "counts are whole numbers; declare decimal where its sign is another"
    if re.fullmatch(r"[0-9]{16,}", plain):
        return "is too large", "a station has not so many voters"
    return "is not a number", "write digits, or declare what stands for a number that is not known: missing"


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'
