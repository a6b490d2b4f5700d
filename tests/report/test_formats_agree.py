"""One tree, four formats: findings, numbers, sentences and notes are the same in all, read back independently."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_docx  # noqa: TID253 (a test reads the file back)
from pypdf import PdfReader

from saylau.assessment.assess import Assessment, assess
from saylau.records.case import Case
from saylau.records.locate import open_case
from saylau.report.write import write_report

NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def flat(text: str) -> str:
    """Text in one form: NFC, every space a plain one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class Visible(HTMLParser):
    """The visible text of a page, with the ids of its elements in order."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.ids: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "title", "desc")
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "title", "desc")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


@dataclass(frozen=True)
class Read:
    """The four files read back."""

    folder: Path
    data: dict[str, Any]
    html: Visible
    pdf: str
    docx: str

    @property
    def texts(self) -> dict[str, str]:
        """Format to its whole visible text."""
        return {"html": flat("".join(self.html.parts)), "pdf": self.pdf, "docx": self.docx}


@pytest.fixture(scope="module")
def assessment(kazakhstan: Case) -> Assessment:
    """The reference case assessed."""
    return assess(kazakhstan)


@pytest.fixture(scope="module")
def read(assessment: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The report of the reference case, written once and read back by other readers."""
    folder = tmp_path_factory.mktemp("report")
    write_report(assessment, folder)
    name = folder / assessment.case.info.id
    html = Visible()
    html.feed(name.with_suffix(".html").read_text("utf-8"))
    pdf = flat(" ".join(page.extract_text() for page in PdfReader(name.with_suffix(".pdf")).pages))
    document = read_docx(io.BytesIO(name.with_suffix(".docx").read_bytes()))
    body = "".join(
        (node.text or "") if node.tag.endswith("}t") else " "
        for node in document.element.body.iter()
        if node.tag.rpartition("}")[2] in ("t", "p", "tab", "br")
    )
    data = json.loads(name.with_suffix(".json").read_text("utf-8"))
    return Read(folder, data, html, pdf, flat(body))


def sentences(assessment: Assessment, read: Read) -> list[tuple[str, str]]:
    """Finding id and its sentence, as the JSON holds them, in order."""
    found: list[tuple[str, str]] = []

    def visit(node: Any) -> None:
        if isinstance(node, dict):
            if "sentence" in node and "anchor" in node:
                found.append((node["anchor"], flat("".join(p.get("text", "") for p in node["sentence"]))))
            for value in node.values():
                visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    visit(read.data["document"])
    return found


def test_every_finding_stands_in_every_format_in_the_same_order(assessment: Assessment, read: Read) -> None:
    in_json = [anchor for anchor, _ in sentences(assessment, read)]
    ids = {f.id for f in assessment.findings}
    assert set(in_json) == ids
    assert [i for i in read.html.ids if i in ids] == in_json
    for kind, text in read.texts.items():
        # The matrix lists all ids once more; the finding itself is where its id stands beside its state.
        assert all(name in text or name in text.replace(" ", "") for name in in_json), kind


def test_every_number_of_every_sentence_stands_in_every_format(assessment: Assessment, read: Read) -> None:
    numbers = {kind: set(NUMBER.findall(text)) for kind, text in read.texts.items()}
    wanted = {n for _, sentence in sentences(assessment, read) for n in NUMBER.findall(sentence)}
    assert len(wanted) > 100
    for kind, found in numbers.items():
        assert wanted - found == set(), kind


def test_every_sentence_of_a_finding_stands_word_for_word_in_html_and_docx(assessment: Assessment, read: Read) -> None:
    for kind in ("html", "docx"):
        squeezed = read.texts[kind].replace(" ", "")
        missing = [name for name, s in sentences(assessment, read) if s.replace(" ", "") not in squeezed]
        assert missing == [], kind


def test_every_unsigned_finding_is_called_an_indication_in_every_format(assessment: Assessment, read: Read) -> None:
    for kind, text in read.texts.items():
        assert text.count("Indication, not reviewed") >= len(assessment.unsigned), kind


def test_footnotes_are_the_same_number_in_html_and_docx(read: Read) -> None:
    with zipfile.ZipFile(read.folder / "kazakhstan-2019.docx") as archive:
        notes = archive.read("word/footnotes.xml").decode()
        body = archive.read("word/document.xml").decode()
    written = {int(n) for n in re.findall(r'<w:footnote [^>]*w:id="(\d+)"', notes) if int(n) > 0}
    referred = {int(n) for n in re.findall(r'<w:footnoteReference [^>]*w:id="(\d+)"', body)}
    assert referred == written
    assert len(written) == len(read.data["document"]["notes"])


def test_the_case_package_that_leaves_the_house_reads_back_and_holds_no_withheld_row(read: Read) -> None:
    public = open_case(str(read.folder / "kazakhstan-2019.zip"))
    assert {str(fact.display) for fact in public.facts} == {"public"}
    assert len(public.facts) > 500
