"""A study of a results file as plain data, for JSON: the same content as the printed summary, numbers unrounded."""

from __future__ import annotations

from typing import Any

from saylau.checks.forensics.result import SHELVES, Control, Data, Effect, Result, Table
from saylau.checks.forensics.study import Study
from saylau.methods.results.roles import MISSING
from saylau.report.words import Words
from saylau.tables.results import ResultsTable

FORMAT = "saylau-results-1"
_DIGITS, _SIGNIFICANT = 6, 6


def study_data(table: ResultsTable, study: Study, words: Words) -> dict[str, Any]:
    """What `saylau results` found. The order of the rows of the file, and its format, change nothing but `file`."""
    file, stations = table.file, study.stations
    return {
        "format": FORMAT,
        "file": {
            "name": file.name, "sha256": file.sha256, "kind": file.kind, "encoding": file.encoding,
            "delimiter": file.delimiter,
        },
        "roles": {role: list(columns) for role, columns in table.roles.columns.items()},
        "derived": dict(table.derived),
        "unused_columns": list(table.roles.unused),
        "option_under_study": stations.leader,
        "rows": {
            "read": len(stations),
            "rejected": table.rejected_rows,
            "rejected_by_reason": table.rejected_by_reason,
        },
        "sums": {role.value: int(c[c != MISSING].sum()) for role, c in stations.counts.items()},
        "results": [result_data(result, words) for result in study.results],
    }  # fmt: skip


def result_data(result: Result, words: Words) -> dict[str, Any]:
    """One result with everything that is told with it."""
    return {
        "method": result.method,
        "title": words.text(result.title),
        "shelf": result.shelf.value,
        "shelf_means": words.text(SHELVES[result.shelf]),
        "question": words.text(result.question),
        "verdict": result.verdict.value,
        "says": words.text(result.says),
        "refused": [words.text(why) for why in result.refused],
        "data": _data(result.data),
        "null": words.text(result.null),
        "effects": [_effect(effect) for effect in result.effects],
        "controls": [_control(control) for control in result.controls],
        "controls_note": words.text(result.controls_note),
        "smallest": words.text(result.smallest),
        "innocent": [words.text(text) for text in result.innocent],
        "follow_up": [words.text(text) for text in result.follow_up],
        "caution": words.text(result.caution),
        "reference": result.reference,
        "tables": [_table(table, words) for table in result.tables],
        "flagged": {flag.rule: len(flag.rows) for flag in result.flags},
    }


def _data(data: Data) -> dict[str, Any]:
    used = data.used
    return {
        "source": data.about.source,
        "date": data.about.date,
        "selection": data.about.selection,
        "rows": used.rows,
        "rejected": data.about.rejected,
        "used": used.number,
        "excluded": [
            {
                "why": out.why.value, "rows": out.rows, "registered": out.registered, "ballots": out.ballots,
                "votes": out.votes,
            }
            for out in used.excluded
        ],
        "registered_used": used.registered,
        "registered_of_all": used.registered_of_all,
        "covered": _number(data.covered),
        "roles": dict(data.roles),
    }  # fmt: skip


def _effect(effect: Effect) -> dict[str, Any]:
    found = effect.deviation
    low, high = effect.band
    return {
        "name": effect.name,
        "label": effect.label,
        "unit": effect.unit,
        "headline": effect.headline,
        "stations": found.stations,
        "observed": found.observed,
        "expected": _number(found.expected),
        "band": [_number(low), _number(high)],
        "excess": _number(found.excess),
        "sd": _number(found.sd),
        "z": _number(found.z),
        "p": None if effect.p is None else _chance(effect.p),
        "level": effect.level,
        "smallest_flagged": _number(found.smallest),
    }


def _control(control: Control) -> dict[str, Any]:
    return {"election": control.election, "stations": control.stations, "figures": dict(control.figures)}


def _table(table: Table, words: Words) -> dict[str, Any]:
    rows = [dict(zip(table.heads, map(_plain, row), strict=True)) for row in table.rows]
    return {"name": table.name, "title": words.text(table.title), "note": words.text(table.note), "rows": rows}


def _plain(cell: str | int | float | None) -> str | int | float | None:
    if isinstance(cell, float):
        return _chance(cell) if 0 <= cell <= 1 else _number(cell)
    return cell


def _number(value: float) -> float:
    """With six digits after the point: what lies beyond is rounding of the machine."""
    return round(value, _DIGITS) + 0.0


def _chance(p: float) -> float:
    """With six significant digits, so that small chances stay."""
    return float(f"{p:.{_SIGNIFICANT}g}")
