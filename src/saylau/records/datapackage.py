"""datapackage.json: the description of a case package after Data Package v2, derived from the record classes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from saylau.records.base import ID_PATTERN
from saylau.records.case import Case
from saylau.records.columns import Column, file_columns, record_columns
from saylau.records.kinds import KINDS
from saylau.records.source import Review, Source
from saylau.records.texts import PHRASE_COLUMNS, TEXT_COLUMNS
from saylau.values import Count, Money, When

DESCRIPTION_FILE, SUMS_FILE = "datapackage.json", "SHA256SUMS"
FORMAT = 1
"""Version of the case format. A reader refuses a package of a later one."""

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_FORMATS: Mapping[str, tuple[str, str]] = {
    "csv": ("csv", "text/csv"),
    "toml": ("toml", "application/toml"),
    "md": ("md", "text/markdown"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
}
_TYPES: Mapping[str, str] = {"integer": "integer", "decimal": "number", "day": "date"}
_PATTERNS: Mapping[str, str] = {
    "ref": ID_PATTERN,
    **{
        name: str(kind.__get_pydantic_json_schema__({}, None)["pattern"])
        for name, kind in (("when", When), ("count", Count), ("money", Money))
    },
}


def content_hash(sums: Mapping[str, str]) -> str:
    """SHA-256 over the sorted paths and hashes of the files: the identity of a package, whatever its archive."""
    return sha256("".join(f"{path}\0{digest}\n" for path, digest in sorted(sums.items())).encode()).hexdigest()


def describe(case: Case, files: Mapping[str, bytes]) -> bytes:
    """`datapackage.json` for a case and its files."""
    info = case.info
    sums = {name: sha256(data).hexdigest() for name, data in files.items()}
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": info.id,
        "title": info.title,
        "version": info.version,
        "created": f"{info.assessed.isoformat()}T00:00:00Z",
        "saylau:format": FORMAT,
        "saylau:content": content_hash(sums),
    }
    if info.licence:
        package["licenses"] = [{"name": re.sub(r"[^A-Za-z0-9._-]+", "-", info.licence), "title": info.licence}]
    if info.organisation:
        package["contributors"] = [{"title": info.organisation}]
    if case.sources:
        package["sources"] = [_source(source) for source in case.sources.values()]
    package["resources"] = [_resource(name, data, sums[name], files) for name, data in sorted(files.items())]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _source(source: Source) -> dict[str, str]:
    address = {"path": source.url} if re.match(r"https?:", source.url) else {}
    return {"title": source.title, **address}


def _resource(path: str, data: bytes, digest: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """One file; a table with its schema."""
    form, media = _FORMATS.get(path.rpartition(".")[2], ("bin", "application/octet-stream"))
    found: dict[str, Any] = {
        "name": re.sub(r"[^a-z0-9._/-]+", "-", path.removesuffix(".csv").lower()).replace("/", "."),
        "path": path,
        "format": form,
        "mediatype": media,
    }
    if form != "parquet" and media != "application/octet-stream":
        found["encoding"] = "utf-8"
    found |= {"bytes": len(data), "hash": f"sha256:{digest}"}
    columns = columns_of(path)
    if columns:
        found |= {"type": "table", "schema": _schema(path, data, columns, files)}
    return found


def columns_of(path: str) -> Sequence[Column]:
    """The columns that a file of a case may have; none where it is not such a table."""
    known: dict[str, Sequence[Column]] = {
        "sources.csv": record_columns(Source),
        "review.csv": record_columns(Review),
        "texts.csv": TEXT_COLUMNS,
        "phrases.csv": PHRASE_COLUMNS,
    }
    kind = KINDS.get(path.removesuffix(".csv")) if path.endswith(".csv") else None
    return file_columns(kind) if kind else known.get(path, ())


def _schema(path: str, data: bytes, columns: Sequence[Column], files: Mapping[str, bytes]) -> dict[str, Any]:
    rows = csv.reader(io.StringIO(data.decode(), newline="\n"))
    header = next(rows)
    by_name = {column.name: column for column in columns}
    schema: dict[str, Any] = {"fields": [_field(by_name[name]) for name in header]}
    if key := _key(path, header, rows):
        schema["primaryKey"] = key
    foreign = [
        {"fields": [name], "reference": {"resource": resource, "fields": ["id"]}}
        for name in header
        if (resource := _target(by_name[name], files))
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return schema | {"missingValues": [""]}


def _key(path: str, header: Sequence[str], rows: Any) -> list[str]:
    """The columns that tell rows apart. Of a kind told of by several sources there are none in the file itself."""
    if path == "texts.csv":
        return ["id", "field", "lang"]
    if path == "phrases.csv":
        return ["text", "lang"]
    if header[0] != "id":
        return []
    things = [row[0] for row in rows]
    return ["id"] if len(things) == len(set(things)) else []


def _target(column: Column, files: Mapping[str, bytes]) -> str:
    """The one table to which every value of the column points; a list, or several kinds, cannot be expressed."""
    if column.type != "ref" or column.many or len(column.targets) != 1:
        return ""
    resource = "sources" if column.targets[0] == "source" else column.targets[0]
    return resource if f"{resource}.csv" in files else ""


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.many else _TYPES.get(column.type, "string"),
    }
    if column.description:
        found["description"] = column.description
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices and not column.many:
        constraints["enum"] = list(column.choices)
    if column.type in _PATTERNS and not column.many:
        constraints["pattern"] = _PATTERNS[column.type]
    if constraints:
        found["constraints"] = constraints
    return found | {"saylau:type": f"list of {column.type}" if column.many else column.type}
