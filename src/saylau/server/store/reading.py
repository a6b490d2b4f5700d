"""From the database to the `Case` that checks and report see, by the way that a folder takes."""

from __future__ import annotations

from collections.abc import Mapping

from saylau.errors import CaseRefused
from saylau.records.assemble import REVIEW, SOURCES, Material, assemble
from saylau.records.case import Case as Read
from saylau.records.columns import file_columns, record_columns
from saylau.records.csvtext import decode, read_csv
from saylau.records.files import with_files
from saylau.records.kinds import KINDS
from saylau.records.problems import Problems
from saylau.records.settings import RULES_FILE, info_table, rule_tables
from saylau.records.sheet import Sheet
from saylau.records.source import Review, Source
from saylau.records.texts import prose_key
from saylau.server.states import FactState
from saylau.server.store.models import SOURCE, Case

STATUS: Mapping[str, str] = {
    FactState.SUBMITTED: "draft",
    FactState.RETURNED: "draft",
    FactState.ACCEPTED: "reviewed",
    FactState.QUESTIONED: "disputed",
    FactState.WITHDRAWN: "withdrawn",
}
"""State of a fact on the server to its status in a folder; drafts and what was discarded stand in no folder."""
IN_FORCE = "in force"
TABLES = "tables/"


def read_case(case: Case) -> Read:
    """The whole case, checked as a folder is. Raises `CaseRefused`."""
    problems = Problems()
    material = material_of(case, problems)
    if problems.found:
        raise CaseRefused(problems.found)
    return with_files(assemble(material, problems), tables_of(case).get)


def material_of(case: Case, problems: Problems) -> Material:
    """Everything that the case holds as tables of text, before anything of it is understood."""
    material = Material(info=info_table(case.info.encode(), problems))
    _facts(case, material)
    _signatures(case, material)
    for part in case.parts.exclude(name__startswith=TABLES):
        _part(part.name, bytes(part.content), material, problems)
    return material


def tables_of(case: Case) -> dict[str, bytes]:
    """The bulk tables of the case, by their path in its folder."""
    return {part.name: bytes(part.content) for part in case.parts.filter(name__startswith=TABLES)}


def _facts(case: Case, material: Material) -> None:
    """Sheets of rows, a kind each, in the order of their places."""
    rows: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    headers = {name: tuple(column.name for column in file_columns(kind)) for name, kind in KINDS.items()}
    headers[SOURCE] = tuple(column.name for column in record_columns(Source))
    stored = case.facts.filter(state__in=STATUS).order_by("kind", "place", "pk")
    fields = ("kind", "place", "thing", "name", "source", "state", "body")
    for kind, place, thing, name, source, state, body in stored.values_list(*fields).iterator(5000):
        if kind == SOURCE and state == FactState.WITHDRAWN:
            continue
        claim = (
            {"id": thing} if kind == SOURCE else {"id": thing, "fact": name, "source": source, "status": STATUS[state]}
        )
        cells = {**body, **claim}
        rows.setdefault(kind, []).append((place, tuple([cells.get(column, "") for column in headers[kind]])))
    for kind, found in rows.items():
        table = SOURCES if kind == SOURCE else kind
        material.sheets[table] = Sheet(f"{table}.csv", headers[kind], tuple(found))


def _signatures(case: Case, material: Material) -> None:
    """Conclusions in force, as rows of `review.csv`."""
    header = tuple(column.name for column in record_columns(Review))
    rows = case.signatures.filter(state=IN_FORCE).order_by("place", "pk")
    found = tuple((row.place, tuple(str(getattr(row, name)) for name in header)) for row in rows)
    if found:
        material.sheets[REVIEW] = Sheet("review.csv", header, found)


def _part(name: str, data: bytes, material: Material, problems: Problems) -> None:
    """A file of the case into its place in the material."""
    if name == RULES_FILE:
        material.rules = rule_tables(data, problems)
    elif name.startswith("text/"):
        key, text = prose_key(name, problems), decode(name, data, problems)
        if key and text is not None:
            material.prose[key] = text
    elif sheet := read_csv(name, data, problems):
        material.sheets[name.removesuffix(".csv")] = sheet
