"""Random ledgers over a small invented case: every output is searched for everybody beyond what the ledger allows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.disclosure import publish
from saylau.assessment.leaks import guard_of
from saylau.assessment.questions import by_addressee
from saylau.casework.gate import gate, without_people
from saylau.records.package import package_bytes
from saylau.report.build import build_document
from saylau.report.document import Figure, walk
from saylau.report.html import write_html
from saylau.report.json_writer import write_json
from saylau.report.letters import Reply, letter
from saylau.report.site import Pictures, site_files
from saylau.report.words import words_for
from saylau.report.write import write_report
from tests.casework.gated_case import DAY, NAMED, NUMBERED, PEOPLE, STATES, family, small_case, vault_of, word
from tests.report.every_byte import layers
from tests.report.page import SVG
from tests.report.site_case import PNG

ledgers = st.fixed_dictionaries({number: st.sampled_from(sorted(STATES)) for number in PEOPLE})


def outputs(made: Assessment) -> Iterator[tuple[str, str]]:
    """Every file of a report without pictures, as text: HTML, JSON, the package, the site, the letters."""
    shown = publish(made)
    document = build_document(shown, content="0" * 64)
    anchors = [b.anchor for _, s in walk(document.sections) for b in s.blocks if isinstance(b, Figure)]
    svgs = {name: SVG for anchor in anchors for name in (anchor, f"{anchor}.narrow")}
    pictures = Pictures(svgs, dict.fromkeys(anchors, PNG))
    yield "html", write_html(document, svgs=svgs, embed_fonts=False, font_files=())
    yield "json", write_json(document, facts=shown.case.facts, sources=shown.case.sources.values())
    for layer in layers(package_bytes(shown.case)):
        yield "package", layer.decode("utf-8", "replace")
    for name, data in site_files(document, shown, pictures, embed_fonts=False).items():
        yield f"site/{name}", f"{name} {data.decode('utf-8', 'replace')}"
    words = words_for("en", shown.case)
    for who, questions in by_addressee(shown.questions, words.text, words.sort_key).items():
        yield "letters", letter(shown, words, who, questions, Reply())
    yield "what stands in memory", repr(shown)


def beyond(number: str, text: str, *, numbered: bool, named: bool) -> bool:
    """Whether a text tells of a person more than is allowed."""
    plain = text.casefold()
    if not named and (word(number) in plain or family(number).casefold() in plain):
        return True
    return not (numbered or named) and bool(re.search(rf"\b{number.casefold()}\b", plain))


@given(ledgers, st.booleans())
@settings(max_examples=8, phases=(Phase.generate,), suppress_health_check=[HealthCheck.too_slow])
def test_no_output_holds_a_person_beyond_what_the_ledger_allows(states: Mapping[str, str], name: bool) -> None:
    gated = gate(small_case(), vault_of(states), DAY, name_consenting=name)
    for where, text in outputs(assess(gated.case, gated.cleared)):
        for number, state in states.items():
            named = name and state in NAMED
            assert not beyond(number, text, numbered=state in NUMBERED, named=named), (where, number, state)
        assert "p-0009" not in text.casefold(), where


def test_without_people_no_output_holds_any_of_them() -> None:
    gated = without_people(small_case())
    for where, text in outputs(assess(gated.case, gated.cleared)):
        assert not any(beyond(n, text, numbered=False, named=False) for n in PEOPLE), where


def test_somebody_named_who_withdrew_since_the_earlier_version_stands_in_no_list_of_changes() -> None:
    before = vault_of({**dict.fromkeys(PEOPLE, "name"), "P-0001": "withdrawn since"})
    was = gate(small_case(), before, DAY, name_consenting=True, as_it_was=True)
    assert "p-0001" in was.cleared.named
    now = gate(small_case(), before, DAY, name_consenting=True)
    shown = publish(assess(now.case, now.cleared), assess(was.case, was.cleared))
    assert shown.before is not None
    said = [(f.subject, f.message, f.readings) for f in shown.before.findings]
    for text in map(repr, (build_document(shown, content="0" * 64), shown.case, shown.before.case, said)):
        assert not beyond("P-0001", text, numbered=False, named=False)
    assert family("P-0002") in repr(shown)


def test_the_guard_over_finished_files_knows_the_vault() -> None:
    gated = gate(small_case(), vault_of({"P-0001": "counted"}), DAY)
    made = assess(gated.case, gated.cleared)
    guard = guard_of(made.case, publish(made).case, made.cleared)
    assert guard.knows_names
    assert guard.secrets is not None
    assert guard.secrets.stand_in("Inventedcov")
    assert guard.secrets.stand_in("P-0001")
    assert not guard.secrets.stand_in("the centre, P-0090")


@pytest.mark.parametrize("name", [False, True])
def test_the_written_files_hold_who_agreed_and_nobody_else_in_every_format(tmp_path: Path, name: bool) -> None:
    states = dict(zip(PEOPLE, ("none", "counted", "number", "name", "all withdrawn", "in custody"), strict=True))
    gated = gate(small_case(), vault_of(states), DAY, name_consenting=name)
    written = write_report(assess(gated.case, gated.cleared), tmp_path, site=True)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} == {".html", ".pdf", ".docx", ".json", ".zip"}
    for path in files:
        found = "\n".join(part.decode("utf-8", "replace") for part in layers(path.read_bytes()))
        for number, state in states.items():
            named = name and state in NAMED
            assert not beyond(number, found, numbered=state in NUMBERED, named=named), (path.name, number)
    with zipfile.ZipFile(tmp_path / "invented.zip") as package:
        held = package.read("person.csv").decode() if "person.csv" in package.namelist() else ""
    assert (family("P-0004") in held) is name
