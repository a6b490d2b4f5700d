"""The dossier as files: what stands in them, what never does, and the same bytes from the same data."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from saylau.casework.dossier import DRAFT, TO_COMPLETE, document_of, files_of, worksheet_files
from saylau.casework.fill import Filled, fill
from saylau.casework.forms import FORMS
from saylau.casework.missing import lacks
from saylau.errors import ReportRefused, WrongUse
from saylau.records.case import Case
from saylau.records.kinds import Act
from saylau.report.document import plain, walk
from saylau.report.messages import texts
from saylau.report.words import Words, words_for
from saylau.vault.entries import Consent, Entry, GivenBy, NameWritten, Purpose, Situation, Withdrawal
from saylau.vault.ledger import Detail, may_leave
from tests.casework.person import (
    DAY,
    ENTERED,
    NAMES,
    NUMBER,
    SECRETS,
    WHO,
    authority,
    case,
    consent,
    entries,
    known,
    row,
)

OF = case()
EN = words_for("en", OF)


def filled(form: str = "wgad", held: Sequence[Entry] | None = None, of: Case = OF, words: Words = EN) -> Filled:
    return fill(FORMS[form], of, NUMBER, entries() if held is None else held, DAY, words=words)


def text_of(files: Mapping[str, bytes]) -> str:
    """Everything that stands in files, their names and properties included."""
    found = []
    for name, data in files.items():
        found.append(name)
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                found += [re.sub("<[^>]+>", "", package.read(part).decode()) for part in package.namelist()]
        elif name.endswith(".pdf"):
            reader = PdfReader(io.BytesIO(data))
            found += [page.extract_text() for page in reader.pages]
            found.append(str(dict(reader.metadata or {})))
        else:
            found.append(data.decode())
    return "\n".join(found)


@pytest.fixture(scope="module")
def written() -> Mapping[str, bytes]:
    return files_of(filled(), EN)


def test_the_names_of_files_hold_the_case_number_alone(written: Mapping[str, bytes]) -> None:
    assert sorted(written) == ["P-0042.wgad.en.docx", "P-0042.wgad.en.json", "P-0042.wgad.en.pdf"]


@pytest.mark.parametrize("kind", ["docx", "pdf", "json"])
def test_each_format_holds_the_person_the_facts_and_both_accounts(written: Mapping[str, bytes], kind: str) -> None:
    said = " ".join(text_of({name: data for name, data in written.items() if name.endswith(kind)}).split())
    for wanted in ("Testov", "Police of Invented City", "days: 13", "days: 15", "488(1)", "b" * 64):
        assert wanted in said.replace(" ", "") or wanted in said


def test_the_same_data_gives_the_same_bytes(written: Mapping[str, bytes]) -> None:
    assert files_of(filled(), EN) == dict(written)


def test_properties_of_the_files_name_neither_a_person_nor_a_machine(written: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(written["P-0042.wgad.en.docx"])) as package:
        core = package.read("docProps/core.xml").decode()
    info = str(dict(PdfReader(io.BytesIO(written["P-0042.wgad.en.pdf"])).metadata or {}))
    assert not any(name in core + info for name in NAMES)
    assert "2026-11-22T00:00:00Z" in core


def test_each_answer_of_the_data_names_its_facts_or_its_entry(written: Mapping[str, bytes]) -> None:
    data = json.loads(written["P-0042.wgad.en.json"])
    rests = {
        field["key"]: all(answer["facts"] or answer["entries"] for answer in field["answers"])
        for field in data["fields"]
        if field["answers"]
    }
    assert {key for key, rested in rests.items() if not rested} == {"submitter", "submission_day"}
    known_facts = {fact.fact for fact in OF.facts}
    assert {name for field in data["fields"] for a in field["answers"] for name in a["facts"]} <= known_facts


def test_annexes_are_numbered_and_cited_by_number() -> None:
    document = document_of(filled(), EN)
    [annexes] = [part for _, part in walk(document.sections) if part.anchor == "annexes"]
    rows = [[plain(cell) for cell in row.cells] for row in annexes.blocks[0].rows]  # type: ignore[union-attr]
    assert [row[0] for row in rows] == ["1", "2"]
    assert rows[0][4] == "b" * 64
    assert any("annex 1" in plain(note.line) for note in document.notes)


def test_what_was_heard_from_others_says_so_in_its_footnote() -> None:
    assert any("as heard from someone who was there" in plain(note.line) for note in document_of(filled(), EN).notes)


# Blocked, and drafts


def without_consent() -> tuple[Entry, ...]:
    return (*entries(), Withdrawal(on=date(2026, 11, 20)))


def test_a_blocked_dossier_is_not_built() -> None:
    with pytest.raises(ReportRefused, match="P-0042, form wgad: fields that block it"):
        files_of(filled(held=without_consent()), EN)


def test_a_draft_is_marked_on_each_page() -> None:
    files = files_of(filled(held=(*known(), consent())), EN, draft=True, formats=("pdf", "docx"))
    pages = PdfReader(io.BytesIO(files["P-0042.wgad.en.pdf"])).pages
    assert [DRAFT in page.extract_text() for page in pages] == [True] * len(pages)
    assert DRAFT in text_of({"a.docx": files["P-0042.wgad.en.docx"]})


@pytest.mark.parametrize("form", sorted(FORMS))
def test_while_a_part_of_the_lawyers_is_unwritten_each_page_says_so(form: str) -> None:
    got = filled(form)
    assert not got.blocked
    files = files_of(got, EN, formats=("pdf", "docx", "json"))
    pages = PdfReader(io.BytesIO(files[f"P-0042.{form}.en.pdf"])).pages
    unwritten = "[The lawyer writes this part" in text_of(files)
    assert unwritten is bool(got.to_write)
    assert [TO_COMPLETE in page.extract_text() for page in pages] == [unwritten] * len(pages)
    assert (TO_COMPLETE in text_of({"a.docx": files[f"P-0042.{form}.en.docx"]})) is unwritten
    assert json.loads(files[f"P-0042.{form}.en.json"])["to_write"] == list(got.to_write)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_after_consent_was_withdrawn_nothing_of_the_vault_stands_in_any_file(form: str) -> None:
    got = filled(form, held=without_consent())
    people = {NUMBER: without_consent()}
    files = {**files_of(got, EN, draft=True, people=people), **worksheet_files(got, EN, people=people)}
    said = text_of(files)
    assert [secret for secret in SECRETS if secret in said] == []
    assert NUMBER in said


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("held", [without_consent(), known()], ids=["withdrew everything", "never agreed"])
def test_of_somebody_whose_record_may_not_be_kept_no_row_stands_in_any_file(form: str, held: tuple[Entry, ...]) -> None:
    got = filled(form, held=held)
    assert [point.key for point in got.points] == ["kept"]
    assert not [fact for one in got.fields for fact in one.facts]
    assert (got.papers, got.details, got.granted) == ((), (), ())
    files = {**files_of(got, EN, draft=True), **worksheet_files(got, EN, people={NUMBER: held})}
    said = text_of(files)
    names = [one.fact for one in OF.facts if one.id not in ("centre", "police", "court", "court-2", "city")]
    assert [one for one in names if re.search(rf"\b{one}\b", said)] == []
    for told in ("2019", "Invented City", "rejected", "consent to keeping the record"):
        assert (told in said) is told.startswith("consent")


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_worksheet_never_names_the_person(form: str) -> None:
    said = text_of(worksheet_files(filled(form), EN, formats=("docx", "pdf"), people={NUMBER: entries()}))
    assert [secret for secret in SECRETS if secret in said] == []


def test_somebody_else_who_is_named_in_a_free_text_stops_the_dossier() -> None:
    other = {"P-0043": (NameWritten(on=ENTERED, text="Invented-Three Othersky"),)}
    told = row(Act, "act-2", person=WHO, sort="threat.person", during="2019-05-02", means="in the house of Othersky")
    of = case(told)
    with pytest.raises(ReportRefused, match="somebody who did not agree to it") as refused:
        files_of(filled(of=of, words=words_for("en", of)), words_for("en", of), people={NUMBER: entries(), **other})
    assert "Othersky" not in str(refused.value)
    assert "in the field 'Circumstances in order of time' (act-2)" in str(refused.value)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_no_paper_holds_a_contact_and_none_but_the_questionnaire_on_detention_an_address(form: str) -> None:
    said = " ".join(text_of(files_of(filled(form), EN)).split())
    assert "counsel at the centre" not in said
    for private in ("1 Invented Street", "N00000000"):
        assert (private in said) is (form == "wgad")


def test_an_address_in_a_free_text_stops_a_form_that_does_not_ask_for_it() -> None:
    told = row(Act, "act-9", person=WHO, sort="threat.person", reason="seen at 1 Invented Street, Invented City")
    of = case(told)
    words = words_for("en", of)
    with pytest.raises(ReportRefused, match="would hold a name, an address or a number"):
        files_of(filled("hrc", of=of, words=words), words, formats=["json"])


def test_an_unknown_format_is_refused_with_the_list() -> None:
    with pytest.raises(WrongUse, match="formats are docx, pdf, json"):
        files_of(filled(), EN, formats=("odt",))


# What is missing, and what left


def test_the_list_of_what_is_missing_has_blocked_fields_first() -> None:
    states = [one.state.value for one in lacks(filled(held=(*known(), consent())))]
    assert states == sorted(states)
    assert states[0] == "blocked"


def test_the_data_holds_the_purposes_and_the_days_of_the_consents_on_which_it_rests(
    written: Mapping[str, bytes],
) -> None:
    data = json.loads(written["P-0042.wgad.en.json"])
    assert set(data["purposes"]) == {Purpose.SHARE, Purpose.NAME_TO_GOVERNMENT}
    assert data["granted"] == ["2026-06-01"]


# Languages


def test_every_text_of_a_dossier_and_its_worksheet_is_known_to_the_catalogues() -> None:
    """In a language whose every known text is a sign: what is left in Latin letters is of the case or the vault."""
    signs = Words("ru", lambda thing, _: "№", dict.fromkeys(texts(), "№"), lambda *_: "№", lambda *_: "№")
    for form in FORMS:
        for held in (entries(), (*known(), authority()), (*known(), consent())):
            got = filled(form, held, words=signs)
            data = json.loads(files_of(got, signs, formats=("json",), draft=True)[f"{NUMBER}.{form}.ru.json"])
            said = [answer["text"] for field in data["fields"] for answer in field["answers"]]
            said += [field["asks"] for field in data["fields"]] + [
                asks for one in data["missing"] for asks in one["fields"]
            ]
            said += [one[key] for one in data["missing"] for key in ("says", "who")]
            said += [one[key] for one in data["admissibility"] for key in ("asks", "settles", "basis")]
            said += [text for one in data["admissibility"] for text in one["says"]]
            left = [text for text in said if re.search("[A-Za-z]{3}", text)]
            assert [text for text in left if not any(name in text for name in (*NAMES, "UTC"))] == []


# Over random ledgers

DAYS = st.dates(date(2025, 6, 1), date(2026, 12, 31))
CONSENTS = st.builds(
    Consent, on=DAYS, purposes=st.lists(st.sampled_from(Purpose), min_size=1, max_size=4).map(tuple),
    bodies=st.lists(st.sampled_from(("wgad", "hrc", "odihr")), max_size=3).map(tuple), until=st.none() | DAYS,
    given_by=st.sampled_from(GivenBy), in_custody=st.booleans(),
)  # fmt: skip
WITHDRAWALS = st.builds(
    Withdrawal, on=DAYS, purposes=st.lists(st.sampled_from(Purpose), max_size=2).map(tuple),
    bodies=st.lists(st.sampled_from(("wgad", "odihr")), max_size=1).map(tuple),
)  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(CONSENTS | WITHDRAWALS | st.builds(Situation, on=DAYS), max_size=6),
    DAYS,
    st.sampled_from(("wgad", "osce")),
)
def test_a_name_stands_in_a_draft_on_a_day_exactly_where_the_ledger_lets_it(
    history: list[Entry], day: date, form: str
) -> None:
    held = (*known(), authority(on=date(2025, 1, 1)), *history)
    got = fill(FORMS[form], OF, NUMBER, held, day, words=EN)
    [text] = files_of(got, EN, formats=("json",), draft=True).values()
    answer = may_leave(held, Detail.NAME, got.given.body, day, number=NUMBER, to_government=got.form.to_government)
    assert (b"Testov" in text) is answer.yes
