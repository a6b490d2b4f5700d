"""A dossier as data: each field with the claims behind it, what is missing, the checklist, the annexes."""

from __future__ import annotations

import json
from typing import Any

from saylau.casework.admissibility import Point
from saylau.casework.fill import Filled, FilledField
from saylau.casework.missing import Lack, lacks
from saylau.report.words import Words

FORMAT = "saylau-dossier-1"


def json_of(filled: Filled, words: Words, *, draft: bool = False) -> str:
    """The dossier as data, with the claims behind each field and the days of the consents on which it rests."""
    content = {
        "format": FORMAT,
        "form": filled.form.name,
        "title": words.say(filled.form.title),
        "language": words.language,
        "number": filled.number,
        "body": filled.given.body,
        "day": filled.given.day.isoformat(),
        "draft": draft,
        "to_write": list(filled.to_write),
        "fields": [_field_data(one, words) for one in filled.fields],
        "missing": [_lack_data(one, words) for one in lacks(filled)],
        "admissibility": [_point_data(point, words) for point in filled.points],
        "annexes": [
            {"number": place, "title": paper.title, "sort": paper.sort, "sha256": paper.sha256, "pages": paper.pages}
            for place, paper in enumerate(filled.papers, 1)
        ],
        "purposes": [purpose.value for purpose in filled.purposes],
        "granted": [day.isoformat() for day in filled.granted],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def _field_data(one: FilledField, words: Words) -> dict[str, Any]:
    return {
        "key": one.field.key,
        "asks": words.say(one.field.asks),
        "state": one.state.value,
        "answers": [
            {
                "text": " ".join(words.text(said) for said in piece.says),
                "when": str(piece.when) if piece.when is not None else None,
                "facts": list(piece.facts),
                "entries": [words.text(entry) for entry in piece.entries],
            }
            for piece in one.pieces
        ],
    }


def _lack_data(one: Lack, words: Words) -> dict[str, Any]:
    return {
        "fields": [words.text(field) for field in one.fields],
        "state": one.state.value,
        "rule": one.missing.rule.value,
        "says": words.text(one.missing.says),
        "who": words.text(one.missing.who),
        "facts": list(one.missing.facts),
    }


def _point_data(point: Point, words: Words) -> dict[str, Any]:
    return {
        "key": point.key,
        "asks": words.text(point.asks),
        "answer": str(point.answer),
        "says": [words.text(said) for said in point.says],
        "settles": words.text(point.settles) if point.settles else "",
        "until": point.until.isoformat() if point.until else None,
        "basis": words.text(point.basis),
        "facts": list(point.facts),
    }
