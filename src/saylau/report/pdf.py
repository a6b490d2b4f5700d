"""The report as tagged PDF (PDF/UA-1), set by Typst from `templates/report.typ`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from saylau.errors import ReportRefused
from saylau.report.anchors import check_places, parts
from saylau.report.columns import column_shares, is_prose
from saylau.report.document import Document, Figure, FindingItem, Mark, Paragraph, Table, Text, plain
from saylau.report.html_lines import WEB
from saylau.report.language_tags import region
from saylau.report.paper import entries, heads_of, is_sentence, leads_on

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
BREAK = "\u200b"
_LEFT_OUT = frozenset({"spec", "narrow", "widths", "notes"})


def write_pdf(document: Document, *, svgs: Mapping[str, str], fonts: Path, paper: bool = False) -> bytes:
    """The whole report. `svgs` holds the picture of each figure under its anchor; `fonts` the six faces and no other.
    A `paper` of a few pages, a filled form or a letter, begins under its title, without contents, and its terms are
    the rows of a form.

    Raises `ReportRefused` where a picture is missing, a link leads nowhere, or no face has a letter of the text.
    """
    check_places(document)
    missing = [part.anchor for part in parts(document) if isinstance(part, Figure) and part.anchor not in svgs]
    if missing:
        raise ReportRefused(f"no picture was rendered for {', '.join(missing)}; render the specifications first")
    data = {"document": _json(_document(document) | {"paper": paper}), "pictures": _json(dict(svgs))}
    return _compile(data, fonts, datetime.combine(date.fromisoformat(document.day), time(), UTC))


def _compile(data: dict[str, str], fonts: Path, moment: datetime) -> bytes:
    import typst

    try:
        made, warnings = typst.compile_with_warnings(
            str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(fonts)], ignore_system_fonts=True,
            sys_inputs=data, pdf_standards=["ua-1"], timestamp=moment, format="pdf",
        )  # fmt: skip
    except typst.TypstError as error:
        raise ReportRefused(f"PDF: {error.message}; {'; '.join(error.hints) or 'change the text'}") from error
    if warnings:
        raise ReportRefused("PDF: " + "; ".join(warning.message for warning in warnings))
    return made


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _document(document: Document) -> dict[str, Any]:
    seen: set[int] = set()
    data: dict[str, Any] = _data(document, seen)
    day = date.fromisoformat(document.day)
    data["date"] = [day.year, day.month, day.day]
    data["region"] = region(document.language)
    data["notes"] = {str(note.number): _data(note.line, seen) for note in document.notes}
    return data


def _data(part: object, seen: set[int]) -> Any:
    """A part of the tree as plain data; `seen` holds the notes that a mark has called before."""
    if isinstance(part, tuple):
        return [_data(item, seen) for item in part]
    if isinstance(part, Mapping):
        return dict(part)
    if not is_dataclass(part):
        return part
    data = {f.name: _data(getattr(part, f.name), seen) for f in fields(part) if f.name not in _LEFT_OUT}
    data["kind"] = type(part).__name__
    if isinstance(part, Text):
        data["text"], data["quiet"] = breakable(part.text), is_sentence(part)
        data["url"] = part.url if part.url.startswith(WEB) else ""
    elif isinstance(part, Mark):
        data["first"] = part.note not in seen
        seen.add(part.note)
    elif isinstance(part, Table):
        data |= _table(part) if not part.entries else _listed(part, seen)
    elif isinstance(part, Paragraph):
        data["leads"] = leads_on(part)
    elif isinstance(part, FindingItem):
        data["breakable"] = breakable(part.anchor)
    return data


def _table(table: Table) -> dict[str, Any]:
    """Size of the text in points, shares of the columns, and which cells are set flush right."""
    size = 8.8 if table.number is not None else 8.0
    right = [
        [head.numeric and not is_prose(plain(cell)) for head, cell in zip(table.heads, row.cells, strict=True)]
        for row in table.rows
    ]
    return {"size": size, "columns": column_shares(table, size), "right": right}


def _listed(table: Table, seen: set[int]) -> dict[str, Any]:
    """A table that paper shows as a list: its entries instead of its rows."""
    return {"rows": [], "listed": _data(tuple(entries(table)), seen), "heads": heads_of(table)}


_LONG = re.compile(r"\S{20,}")
_AFTER = re.compile(r"(?<=[._:/\-?&=])(?=\w)|(?<=\w{16})(?=\w{4})")


def breakable(text: str) -> str:
    """The text with marks in long names, addresses and hashes at which a line may end."""
    return _LONG.sub(lambda found: _AFTER.sub(BREAK, found[0]), text)
