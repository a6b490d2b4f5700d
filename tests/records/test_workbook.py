"""A workbook is read as strictly as a folder, in a process that a hostile one cannot harm."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook  # noqa: TID253
from openpyxl.utils import get_column_letter  # noqa: TID253

from saylau.errors import CaseRefused, Problem
from saylau.records.case import Case
from saylau.records.columns import cell, file_columns, record_columns
from saylau.records.fact import Display
from saylau.records.folder import read_files
from saylau.records.kinds import KINDS
from saylau.records.locate import open_case
from saylau.records.source import Source
from saylau.records.workbook import read_workbook, write_workbook
from tests.records.folders import SOUND

Rows = list[list[Any]]


def rows_of(text: str) -> Rows:
    """Rows of cells from lines parted by bars."""
    return [[cell or None for cell in line.strip().split("|")] for line in text.strip().splitlines()]


SHEETS: dict[str, Rows] = {
    "case": rows_of("""
        key|value
        id|invented
        title|Invented case
        country|xx
        election|election-2031
        poll|2031-05-04
        assessed|2031-06-01
        languages|en; ru"""),
    "sources": rows_of("""
        id|title|grade|interest|based_on
        s1|One|A|government
        s2|Two|B|media|s1"""),
    "election": rows_of("""
        id|name|level|early|poll|source|locator
        election-2031|Vote|presidential|no|2031-05-04|s1|p. 1"""),
    "person": rows_of("""
        id|name|public|source
        ada|Ada Invented|yes|s1
        bo|Bo Invented|yes|s1"""),
    "candidacy": rows_of("""
        id|person|election|source
        ada-2031|ada|election-2031|s1"""),
}


def workbook(path: Path, **sheets: Rows) -> Path:
    """The sound case as a workbook, with other sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {**SHEETS, **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def refused(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(CaseRefused) as error:
        read_workbook(path)
    return error.value.problems


def with_born(tmp_path: Path, value: object, **more: str) -> tuple[Problem, ...]:
    """The problems of a person whose cell `born` holds a value that is no text."""
    header, row = ["id", "name", "public", "source", "born", *more], ["ada", "Ada", "yes", "s1", value, *more.values()]
    return refused(workbook(tmp_path / "case.xlsx", person=[header, row]))


def test_a_workbook_reads_as_the_same_case_as_the_folder(tmp_path: Path) -> None:
    assert open_case(str(workbook(tmp_path / "case.xlsx"))) == read_files(SOUND)


def test_a_date_in_a_column_of_times_is_refused_with_that_reason(tmp_path: Path) -> None:
    (problem,) = with_born(tmp_path, datetime(1980, 5, 1))
    assert (problem.file, problem.row, problem.column, problem.value) == ("sheet person", 2, "born", "1980-05-01")
    assert problem.why == "the spreadsheet turned it into a date"
    assert "format the column as text" in problem.right


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1980.5, "the spreadsheet turned it into a number"),
        (1234567890123456, "the spreadsheet turned it into a number"),
        (True, "the spreadsheet turned it into true or false"),
        ("=1979+1", "is a formula"),
        ("#REF!", "is an error of the spreadsheet"),
    ],
)
def test_what_a_spreadsheet_made_of_a_text_is_refused(tmp_path: Path, value: object, why: str) -> None:
    (problem,) = with_born(tmp_path, value)
    assert (problem.row, problem.column, problem.why) == (2, "born", why)


def test_a_spoiled_cell_of_a_withheld_row_does_not_stand_in_the_message(tmp_path: Path) -> None:
    (problem,) = with_born(tmp_path, datetime(1980, 5, 1), display="withheld")
    assert (problem.column, problem.value) == ("born", "(withheld)")


def test_whole_numbers_decimals_and_days_that_kept_their_form_are_read(tmp_path: Path) -> None:
    people: Rows = [["id", "name", "public", "source", "born"], ["ada", "Ada", "yes", "s1", 1980]]
    totals: Rows = [["id", "election", "turnout", "cast", "source"], ["t1", "election-2031", 70.96, 1000, "s1"]]
    case_rows = [*SHEETS["case"][:5], ["poll", date(2031, 5, 4)], *SHEETS["case"][6:]]
    case = read_workbook(workbook(tmp_path / "case.xlsx", person=people, result_total=totals, case=case_rows))
    assert cell(getattr(case.fact("ada").record, "born")) == "1980"  # noqa: B009
    assert [cell(getattr(case.fact("t1").record, name)) for name in ("turnout", "cast")] == ["70.96", "1000"]
    assert case.info.poll == date(2031, 5, 4)


def test_mistakes_are_told_by_sheet_row_and_column(tmp_path: Path) -> None:
    people: Rows = [["id", "name", "pubic", "source"], ["ada", "Ada", "yes", "s1"], [], ["bo", None, None, "s9"]]
    found = refused(workbook(tmp_path / "case.xlsx", person=people, Sheet1=[["x"]]))
    assert [(p.file, p.row, p.column) for p in found] == [
        ("sheet Sheet1", 0, ""),
        ("sheet person", 1, "pubic"),
        ("sheet person", 4, "name"),
        ("sheet person", 4, "source"),
    ]


def test_what_would_be_right_is_told_by_sheets_not_by_files(tmp_path: Path) -> None:
    candidacy: Rows = [["id", "person", "election", "source"], ["ada-2031", "nobody", "election-2031", "s9"]]
    case_rows = [row if row[0] != "election" else ["election", "election-2032"] for row in SHEETS["case"]]
    found = refused(workbook(tmp_path / "case.xlsx", candidacy=candidacy, case=case_rows, person=[["id"]]))
    said = " ".join(f"{p.why} {p.right}" for p in found)
    assert "the sheet person" in said
    assert "the sheet sources" in said
    assert not [p for p in found if ".csv" in p.why + p.right or ".toml" in p.why + p.right]


def test_the_readme_of_the_workbook_says_what_needs_a_folder(tmp_path: Path) -> None:
    write_workbook(tmp_path / "case.xlsx")
    lines = [str(row[0].value) for row in load_workbook(tmp_path / "case.xlsx")["README"].iter_rows(max_row=10)]
    assert any(line.startswith("Prose of your own") and "case folder" in line for line in lines)


def test_a_header_below_blank_rows_is_told_by_its_own_row(tmp_path: Path) -> None:
    people: Rows = [[], [None], ["id", "name", "pubic", "source"], ["ada", "Ada", "yes", "s1"]]
    (problem,) = refused(workbook(tmp_path / "case.xlsx", person=people))
    assert (problem.row, problem.column) == (3, "pubic")


def test_a_cell_beyond_the_header_is_refused(tmp_path: Path) -> None:
    people: Rows = [["id", "name", "public", "source"], ["ada", "Ada", "yes", "s1", "more"]]
    (problem,) = refused(workbook(tmp_path / "case.xlsx", person=people))
    assert (problem.file, problem.row, problem.why) == ("sheet person", 2, "5 cells where the header has 4")


def test_a_key_that_stands_twice_in_the_sheet_of_the_case_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(workbook(tmp_path / "case.xlsx", case=[*SHEETS["case"], ["title", "Other"]]))
    assert (problem.file, problem.row, problem.column) == ("sheet case", 9, "key")


def test_declared_rules_are_read_from_their_sheet(tmp_path: Path) -> None:
    provision = [["id", "act", "article", "read", "says", "source"], ["law-5", "Law", "5", "official", "Says", "s1"]]
    rules: Rows = [
        ["name", "form", "provision", "number", "days"],
        ["signatures.total", "threshold", "law-5", 10000, 3],
    ]
    case = read_workbook(workbook(tmp_path / "case.xlsx", provision=provision, rules=rules))
    assert [(rule.name, str(rule.number), rule.days) for rule in case.declared] == [("signatures.total", "10000", 3)]


def test_a_workbook_without_the_sheet_of_the_case_is_no_case(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "README"
    book.save(tmp_path / "case.xlsx")
    (problem,) = refused(tmp_path / "case.xlsx")
    assert problem.why == "has no sheet case, so it is not a case"


def filled(path: Path, case: Case) -> None:
    """Write a case into an empty workbook, cell by cell, as a person would."""
    book = load_workbook(path)
    info = {"languages": "; ".join(case.info.languages)}
    for row in book["case"].iter_rows(min_row=2, max_col=2):
        key = str(row[0].value)
        row[1].value = info.get(key, str(getattr(case.info, key)))
    for source in case.sources.values():
        book["sources"].append([cell(getattr(source, column.name)) for column in record_columns(Source)])
    for fact in case.facts:
        own = {column.name for column in record_columns(type(fact.record))}
        book[fact.kind].append(
            [
                cell(getattr(fact.record if column.name in own else fact, column.name))
                for column in file_columns(KINDS[fact.kind])
            ]
        )
    for (thing, field, language), text in sorted(case.texts.items()):
        book["texts"].append([thing, field, language, text])
    book.save(path)


def test_the_bundled_case_filled_into_an_empty_workbook_reads_as_itself(tmp_path: Path, kazakhstan: Case) -> None:
    path = tmp_path / "case.xlsx"
    write_workbook(path)
    filled(path, kazakhstan)
    read = read_workbook(path)
    assert read.facts == kazakhstan.facts
    assert (read.info, read.sources, read.texts) == (kazakhstan.info, kazakhstan.sources, kazakhstan.texts)


def test_the_empty_workbook_has_text_cells_drop_downs_help_and_a_frozen_header(tmp_path: Path) -> None:
    write_workbook(tmp_path / "case.xlsx")
    book = load_workbook(tmp_path / "case.xlsx")
    beside = {"README", "case", "choices", "sources", "texts", "phrases", "rules", "review"}
    assert set(book.sheetnames) == {*beside, *KINDS}
    for name, kind in KINDS.items():
        sheet = book[name]
        columns = file_columns(kind)
        assert [found.value for found in sheet[1]] == [column.name for column in columns]
        letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        assert {sheet.column_dimensions[letter].number_format for letter in letters} == {"@"}
        assert sheet.freeze_panes == "B2"
        helped = {
            re.sub(r"[0-9:].*", "", str(rule.sqref)) for rule in sheet.data_validations.dataValidation if rule.prompt
        }
        assert len(helped) == len(columns)
    displays = [rule for rule in book["person"].data_validations.dataValidation if rule.promptTitle == "display"]
    choices, area = str(displays[0].formula1).split("!")
    assert tuple(row[0].value for row in book[choices][area.replace("$", "")]) == tuple(Display)
    assert book["choices"].sheet_state == "hidden"


def test_the_empty_workbook_is_the_same_bytes_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workbook(tmp_path / "one.xlsx")
    monkeypatch.setattr("time.localtime", lambda *_: (2040, 1, 2, 3, 4, 5, 0, 2, 0))
    write_workbook(tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "two.xlsx") as archive:
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def patched(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook with one part of its archive changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if name == part else data)
    return path


FIRST = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("reference", [b"XFD1", b"A1048576", b"AAA1", b"XFD1048576"])
def test_a_workbook_that_reaches_far_outside_any_table_is_refused(tmp_path: Path, reference: bytes) -> None:
    path = patched(
        workbook(tmp_path / "case.xlsx"), FIRST, lambda data: data.replace(b'r="A1"', b'r="' + reference + b'"', 1)
    )
    (problem,) = refused(path)
    assert problem.why == f"a sheet reaches as far as cell {reference.decode()}"


def test_a_hundred_thousand_cells_in_a_row_without_references_are_refused(tmp_path: Path) -> None:
    row = b"<sheetData><row>" + b"<c/>" * 100_000 + b"<c><v>1</v></c></row>"
    path = patched(workbook(tmp_path / "case.xlsx"), FIRST, lambda data: data.replace(b"<sheetData>", row))
    (problem,) = refused(path)
    assert "more than 702 columns" in problem.why


def test_a_workbook_that_unpacks_to_much_more_than_it_is_is_refused_before_parsing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = patched(workbook(tmp_path / "case.xlsx"), FIRST, lambda data: data + b" " * (50 << 20))
    monkeypatch.setattr("subprocess.run", None)
    (problem,) = refused(path)
    assert "times its size" in problem.why


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    path = patched(workbook(tmp_path / "case.xlsx"), FIRST, lambda data: data.replace(b"<worksheet", entity, 1))
    (problem,) = refused(path)
    assert "declarations" in problem.why


def renamed(path: Path, part: str, other: str) -> Path:
    """A workbook one part of which has another name, wherever it is called."""
    old, new = part.rpartition("/")[2].encode(), other.rpartition("/")[2].encode()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).replace(old, new) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(other if name == part else name, data)
    return path


@pytest.mark.parametrize("other", ["xl/worksheets/sheet1.XML", "xl/worksheets/sheet1.bin"])
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda d: d.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "a">]><worksheet', 1), "declarations"),
        (lambda d: d.replace(b'r="A1"', b'r="XFD1"', 1), "as far as cell XFD1"),
        (lambda d: d.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "declarations"),
        (lambda d: d.decode().encode("utf-16-le"), "declarations"),
    ],
)
def test_a_part_is_looked_at_whatever_its_name(
    tmp_path: Path, other: str, change: Callable[[bytes], bytes], why: str
) -> None:
    path = renamed(patched(workbook(tmp_path / "case.xlsx"), FIRST, change), FIRST, other)
    (problem,) = refused(path)
    assert why in problem.why


def test_a_picture_in_a_workbook_is_no_fault_of_its_tables(tmp_path: Path) -> None:
    path = workbook(tmp_path / "case.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        archive.writestr("xl/printerSettings/printerSettings1.bin", "Printer".encode("utf-16-le"))
    assert read_workbook(path).info.id


def test_a_workbook_that_is_not_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    path.write_bytes(b"PK no")
    assert refused(path)[0].why == "is not a zip archive, or a broken one"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refused(path)[0].why.startswith("is not a workbook that can be read")


def test_a_workbook_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saylau.tables.sheets.MOST_SECONDS", 0.01)
    assert "seconds" in refused(workbook(tmp_path / "case.xlsx"))[0].why
