"""The JSON form of the report: whole, described by its schema, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from saylau.checks.finding import Outcome
from saylau.records.base import snake
from saylau.records.fact import Fact
from saylau.records.kinds.protests import Tally
from saylau.records.source import Source
from saylau.report import document as tree
from saylau.report.document import FindingBox, Section, walk
from saylau.report.json_writer import SCHEMA, write_json
from tests.report.sample import AWKWARD, KAZAKH, RUSSIAN, sample_document

PARTS = (
    tree.Text, tree.Mark, tree.Paragraph, tree.Bullets, tree.Term, tree.Terms, tree.Head, tree.Row, tree.Table,
    tree.Figure, tree.FindingItem, tree.FindingBox, tree.Callout, tree.Section, tree.Note, tree.Document,
)  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write_json(sample_document()))
    return loaded


def texts(node: Any) -> list[str]:
    """Every string below a node."""
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return [text for child in children for text in texts(child)]


def source() -> Source:
    return Source.model_validate({"id": "ministry", "title": "Briefing", "grade": "A", "interest": "government"})


def test_the_published_schema_is_itself_valid(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")


def test_a_report_with_every_block_satisfies_the_schema(schema: dict[str, Any], content: dict[str, Any]) -> None:
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(content)] == []


def test_the_schema_refuses_an_outcome_that_does_not_exist(schema: dict[str, Any], content: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(content))
    changed["findings"][0]["outcome"] = "proven"
    assert not jsonschema.Draft202012Validator(schema).is_valid(changed)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_schema_names_every_field_of_the_tree(schema: dict[str, Any], part: type[Any]) -> None:
    described = schema["$defs"][snake(part.__name__)]
    assert set(described["properties"]) == {"type"} | {field.name for field in fields(part)}


def test_the_schema_names_every_field_of_a_claim_and_of_a_source(schema: dict[str, Any]) -> None:
    assert set(schema["$defs"]["fact"]["properties"]) == {"kind"} | {field.name for field in fields(Fact)}
    assert set(schema["$defs"]["source"]["properties"]) == set(Source.model_fields)


def test_the_schema_knows_the_outcomes_of_findings(schema: dict[str, Any]) -> None:
    assert schema["$defs"]["finding_item"]["properties"]["outcome"]["enum"] == [o.value for o in Outcome]


def test_the_findings_stand_in_a_list_of_their_own_in_the_order_of_the_report(content: dict[str, Any]) -> None:
    boxes = [b for _, s in walk(sample_document().sections) for b in s.blocks if isinstance(b, FindingBox)]
    expected = [(item.anchor, box.check, item.number, item.signed) for box in boxes for item in box.items]
    assert [(f["id"], f["check"], f["number"], f["signed"]) for f in content["findings"]] == expected
    assert content["findings"][1]["text"] == "Candidate B reported 76,500,000 crowns, 15.0 % of the cap."


def test_a_finding_inside_a_framed_remark_is_listed_too() -> None:
    document = sample_document()
    box = next(b for _, s in walk(document.sections) for b in s.blocks if isinstance(b, FindingBox))
    framed = replace(document, sections=(Section("a", "1", "A", (tree.Callout("Framed", (box,)),)),))
    listed = json.loads(write_json(framed))["findings"]
    assert [finding["id"] for finding in listed] == [item.anchor for item in box.items]


def test_every_text_arrives_as_it_is(content: dict[str, Any]) -> None:
    assert {AWKWARD, KAZAKH, RUSSIAN} <= set(texts(content["document"]))


def test_letters_stand_as_letters_and_the_file_ends_with_a_line_break() -> None:
    text = write_json(sample_document())
    assert RUSSIAN in text
    assert text.endswith("}\n")


def test_keys_are_sorted() -> None:
    def check(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        assert names == sorted(names)
        return dict(pairs)

    assert json.loads(write_json(sample_document()), object_pairs_hook=check)["format"] == "saylau-report-1"


def test_claims_and_sources_are_written_by_name_with_values_in_their_text_forms(schema: dict[str, Any]) -> None:
    def claim(name: str, people: str) -> Fact[Any]:
        record = Tally.model_validate(
            {"of": "people detained", "number": people, "unit": "people", "during": "2019-05-01"}
        )
        return Fact(record, id="rally-count", fact=name, source="ministry", locator="page 2")

    content = json.loads(
        write_json(sample_document(), facts=[claim("b", "~200"), claim("a", ">=41")], sources=[source()])
    )
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(content)] == []
    assert [(f["fact"], f["record"]["number"]) for f in content["facts"]] == [("a", ">=41"), ("b", "~200")]
    assert content["facts"][0]["kind"] == "tally"
    assert content["sources"][0]["grade"] == "A"


def test_a_number_that_json_does_not_know_is_refused() -> None:
    document = sample_document()
    section = next(s for _, s in walk(document.sections) if s.anchor == "finance-use")
    figure = next(block for block in section.blocks if isinstance(block, tree.Figure))
    broken = replace(section, blocks=(replace(figure, spec={"width": float("nan")}),))
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(replace(document, sections=(broken,)))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_json(sample_document()) == write_json(sample_document())


def test_the_day_of_the_report_is_the_date_of_assessment(content: dict[str, Any]) -> None:
    assert date.fromisoformat(content["document"]["day"]) == date(2019, 6, 11)
