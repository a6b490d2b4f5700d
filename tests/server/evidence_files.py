"""Invented files for the tests of evidence, and the ways in which they are handed in."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from openpyxl import Workbook
from PIL import Image
from PIL.Image import Exif

from saylau.server.access.models import User
from saylau.server.evidence.intake import Incoming, Origin, take_in
from saylau.server.evidence.looking import look_at
from saylau.server.evidence.models import Evidence
from saylau.server.store.models import Case

MAKER, MODEL = 271, 272
"""Tags of EXIF."""


def received(by: User, case: Case, data: bytes, name: str = "paper.txt", *, restricted: bool = False) -> Evidence:
    """A file that was taken in."""
    incoming = Incoming(name)
    incoming.write(data)
    return take_in(by, case, incoming, Origin(restricted=restricted))


def looked_at(by: User, case: Case, data: bytes, name: str = "paper.txt") -> Evidence:
    """A file that was taken in and looked at."""
    item = received(by, case, data, name)
    look_at(by, item)
    return item


def send(client: Client, case: Case, *files: tuple[str, bytes], **told: str) -> int:
    """Hand files in by the form; the status of the answer."""
    several = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post(f"/en/case/{case.slug}/evidence/add/", {"file": several, **told})
    return answer.status_code


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture that says which camera took it."""
    exif = Exif()
    exif[MAKER], exif[MODEL] = "Invented", "Camera 7"
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, exif=exif)
    return out.getvalue()


def paper(words: str) -> bytes:
    """A PDF of one page."""
    pdf, out = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page(page_size=(300, 200))
    page.contents_add(f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode())
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.save(out)
    return out.getvalue()


def workbook(rows: int = 3) -> bytes:
    """A workbook with numbered rows."""
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Sheet")
    for number in range(1, rows + 1):
        sheet.append([number, f"row {number}"])
    book.save(out)
    return out.getvalue()


def document(*paragraphs: str) -> bytes:
    """A document of these paragraphs."""
    made, out = Document(), io.BytesIO()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.save(out)
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """A packed archive of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def with_sheet(sheet: bytes) -> bytes:
    """A workbook of which the XML of its only sheet is replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            inside = sheet if entry.filename == "xl/worksheets/sheet1.xml" else before.read(entry)
            after.writestr(entry.filename, inside)
    return out.getvalue()
