"""Files made to harm whoever opens them: each is kept, and each answer is a sentence."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils.translation import override

from saylau.server.access.models import User
from saylau.server.evidence import places
from saylau.server.evidence.archives import MACROS
from saylau.server.evidence.limited import run_limited
from saylau.server.evidence.looking import look_at
from saylau.server.evidence.reasons import REASONS, sentence
from saylau.server.store.models import Case
from tests.server.evidence_files import document, looked_at, packed, picture, received, send, with_sheet, workbook
from tests.server.people import browser

SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


def look(tmp_path: Path, data: bytes) -> dict[str, Any]:
    """What is said of a file, with the sentence where it is not shown."""
    path = tmp_path / "file"
    path.write_bytes(data)
    answer = run_limited("look", path)
    told: dict[str, Any] = dict(answer.told) if not answer.why else {"why": answer.why, "values": answer.values}
    if "why" in told:
        told["sentence"] = sentence(told["why"], told.get("values", {}))
    return told


def cell(at: str, row: int) -> bytes:
    return SHEET % f'<row r="{row}"><c r="{at}"><v>1</v></c></row>'.encode()


def test_a_workbook_with_one_far_cell_is_kept_unread(tmp_path: Path) -> None:
    data = with_sheet(cell("XFD1048576", 1048576))
    assert len(data) < 6000
    told = look(tmp_path, data)
    assert told["sentence"] == (
        "A sheet reaches as far as cell or row 1048576; at most 1000000 rows and 500 columns are read. It is kept as "
        "evidence, unread."
    )


@pytest.mark.parametrize(
    ("at", "row", "read"),
    [("SF1", 1, True), ("SG1", 1, False), ("A1000000", 1000000, True), ("A1000001", 1000001, False)],
)
def test_the_last_cell_that_is_read_is_in_row_a_million_or_column_500(
    tmp_path: Path, at: str, row: int, read: bool
) -> None:
    # Column 500: S is the 19th letter, F the 6th: 19 x 26 + 6 = 500.
    assert ("why" not in look(tmp_path, with_sheet(cell(at, row)))) is read


def test_a_workbook_of_400_mb_of_xml_in_one_mb_is_refused_at_once_with_the_limit_named(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", "<workbook/>")
        with made.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(400):
                part.write(b"<row/>    " * 104_858)
    assert out.tell() < 2 << 20
    began = time.monotonic()
    told = look(tmp_path, out.getvalue())
    assert time.monotonic() - began < 10
    assert told["why"] == "archive_ratio"
    assert "at most 200 times" in told["sentence"]


def test_an_archive_with_a_ratio_of_a_thousand_is_refused(tmp_path: Path) -> None:
    told = look(tmp_path, packed({"zeros": bytes(20 << 20)}))
    assert told["why"] == "archive_ratio"
    assert told["values"]["found"] > 900


def test_an_archive_that_states_more_than_512_mib_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    # Random bytes that do not pack, and directory entries that state a hundred times more: a lie, refused as told.
    data = bytearray(packed({f"{n}": bytes(100) for n in range(2)}))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 600 << 20)
    data[at + 20 : at + 24] = struct.pack("<I", 10 << 20)
    told = look(tmp_path, bytes(data))
    assert told["sentence"].startswith("Unpacked this file takes 600 MiB; at most 512 MiB are read.")


def test_an_archive_of_a_hundred_thousand_entries_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(100_000):
            made.writestr(zipfile.ZipInfo(str(number)), b"")
    began = time.monotonic()
    told = look(tmp_path, out.getvalue())
    assert time.monotonic() - began < 10
    assert told["sentence"].startswith("This archive has 100000 entries; at most 10000 are looked at.")


def test_archives_within_archives_are_not_read(tmp_path: Path) -> None:
    inner = packed({"inside.zip": packed({"innermost.txt": b"x"})})
    told = look(tmp_path, packed({"inner.zip": inner}))
    assert told["sentence"].startswith(
        "An archive that holds 1 further archives; archives within archives are not read."
    )


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside.txt", "a/../../b", "C:/windows/x", "..\\x"])
def test_an_archive_that_names_places_outside_itself_is_not_read(tmp_path: Path, name: str) -> None:
    assert look(tmp_path, packed({name: b"x"}))["why"] == "archive_paths"


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_xml_with_entities_is_refused_in_office_files_and_never_parsed_alone(
    tmp_path: Path, declaration: bytes
) -> None:
    xml = b'<?xml version="1.0"?>' + declaration
    assert look(tmp_path, with_sheet(xml + cell("A1", 1)))["why"] == "entities"
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": xml + b"<w/>"}
    assert look(tmp_path, packed(parts))["why"] == "entities"
    assert look(tmp_path, xml + b"<a>&b;</a>")["why"] == "never_rendered"


def test_entities_in_an_encoding_that_hides_them_are_refused_too(tmp_path: Path) -> None:
    xml = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")
    assert look(tmp_path, packed({"[Content_Types].xml": b"<T/>", "word/document.xml": xml}))["why"] == "entities"


def large_png(side: int) -> bytes:
    """A picture of one colour, its rows of zeros packed: a black one of 50,000 pixels a side takes a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    pixels = b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_picture_of_50_000_pixels_a_side_is_kept_without_a_preview(analyst: User, case: Case) -> None:
    data = large_png(50_000)
    assert len(data) < 500_000
    item = looked_at(analyst, case, data, "large.png")
    assert item.media_type == "image/png"
    assert sentence(item.reading["why"], item.reading["values"]) == (
        "This picture has 50000 × 50000 pixels; at most 80 million are decoded. It is kept as evidence, without "
        "a preview."
    )
    assert not places.preview(item.uid).exists()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><svg onload='x()'/>", "image/svg+xml"),
        (b"<!doctype html><script>alert(1)</script>", "text/html"),
        (b"words first <ScRiPt src=//example.org></script>", "text/html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "application/x-ole-storage"),
    ],
)
def test_what_can_hold_scripts_or_macros_is_kept_downloadable_and_never_rendered(
    analyst: User, case: Case, data: bytes, media_type: str
) -> None:
    item = looked_at(analyst, case, data, "photo.jpg")
    assert (item.media_type, item.reading["why"]) == (media_type, "never_rendered")
    client = browser(analyst)
    page = client.get(f"/en/case/{case.slug}/evidence/{item.uid}/").content
    assert b"alert(1)" not in page
    assert b"onload" not in page
    answer = client.get(f"/en/case/{case.slug}/evidence/{item.uid}/file/")
    assert b"".join(answer.streaming_content) == data  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="photo.jpg"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_an_office_file_with_macros_is_never_rendered(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": b"<T/>", "word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}
    told = look(tmp_path, packed(parts))
    assert (told["type"], told["why"]) == (MACROS, "never_rendered")


def pdf_with_script() -> bytes:
    """A PDF with a script that runs on opening, an attached file, and a link."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('run')")
    pdf.attachments["note.txt"] = b"attached words"
    pdf.save(out)
    return out.getvalue()


def test_of_a_pdf_with_a_script_and_an_attachment_only_the_text_is_shown(analyst: User, case: Case) -> None:
    item = looked_at(analyst, case, pdf_with_script(), "letter.pdf")
    assert item.media_type == "application/pdf"
    assert (item.reading["preview"], item.reading["pages"]) == ("text", 1)
    assert "app.alert" not in str(item.reading)
    assert "attached words" not in str(item.reading)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 nothing", b"\xff\xd8\xff" + bytes(50), b"PK\x03\x04" + bytes(40), b"\x89PNG\r\n\x1a\n" + b"x" * 80],
)
def test_a_file_that_is_not_what_it_seems_is_kept_unread(tmp_path: Path, data: bytes) -> None:
    told = look(tmp_path, data)
    assert told["sentence"] == "This file is damaged, or not what it seems. It is kept as evidence, unread."


def test_odd_names_are_shown_escaped_on_the_page(analyst: User, case: Case) -> None:
    client = browser(analyst)
    item = received(analyst, case, b"words", "<script>alert(1)</script>\u202efdp.exe")
    page = client.get(f"/en/case/{case.slug}/evidence/{item.uid}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202efdp.exe" in page
    # A browser's form is read without folders in the name.
    assert send(client, case, ("../../CON", b"more")) == 302
    assert "CON" in client.get(f"/en/case/{case.slug}/evidence/").content.decode()


def test_a_nul_in_a_text_reaches_neither_the_database_nor_the_page(analyst: User, case: Case) -> None:
    item = looked_at(analyst, case, "с\0лово".encode("utf-16"), "paper.txt")
    item.refresh_from_db()
    assert "\0" not in str(item.reading)
    assert item.reading["text"] == "с\\u0000лово"


def test_one_line_of_50_mb_is_shown_in_part(analyst: User, case: Case) -> None:
    item = looked_at(analyst, case, b"a" * (50 << 20), "line.txt")
    assert item.reading["cut"] is True
    assert len(item.reading["text"]) == 200_000


def test_every_reason_has_its_sentence_whatever_values_come() -> None:
    for why in [*REASONS, "invented by a child"]:
        assert "%(" not in sentence(why, {})
        assert sentence(why, {"limit": "<b>", "found": 1})
    with override("ru"):
        assert sentence("broken", {})


def test_a_look_that_fails_leaves_the_file_as_it_was(analyst: User, case: Case) -> None:
    item = received(analyst, case, picture()[:200], "half.jpg")
    look_at(analyst, item)
    assert (item.media_type, item.reading["why"]) == ("image/jpeg", "broken")
    assert places.sealed(item.sha256).read_bytes() == picture()[:200]


def test_files_as_they_should_be_are_read(tmp_path: Path) -> None:
    told = look(tmp_path, workbook(150))
    assert len(told["sheets"][0]["rows"]) == 100
    assert told["sheets"][0]["more"] is True
    assert told["sheets"][0]["rows"][1] == ["2", "row 2"]
    assert look(tmp_path, document("First.", "Second."))["text"] == "First.\nSecond."
