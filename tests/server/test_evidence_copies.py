"""Copies for publication, and whether what stands on the disk is still what was received."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.access.roles import Role
from saylau.server.audit.models import AuditEvent
from saylau.server.evidence import places
from saylau.server.evidence.derivatives import REMAINS, check_derivative, make_derivative, publishable
from saylau.server.evidence.hashing import hash_of, hash_of_open
from saylau.server.evidence.jobs import VERIFY, VERIFY_PART
from saylau.server.evidence.models import Derivative, Evidence
from saylau.server.evidence.stripping import STRIPPERS, jpeg_without_notes
from saylau.server.evidence.verify import Mismatch, open_verified, rolling_part, verify
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import enqueue
from saylau.server.jobs.regular import ask_for_what_is_due
from saylau.server.jobs.worker import work_once
from saylau.server.store.models import Case
from tests.server.evidence_files import MAKER, document, looked_at, picture, received
from tests.server.people import browser, person


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


def address(item: Evidence, rest: str = "") -> str:
    return f"/en/case/{item.case.slug}/evidence/{item.uid}/{rest}"


def change(item: Evidence) -> None:
    """One bit of the sealed file turned, as a bad disk or a hand may."""
    path = places.sealed(item.sha256)
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(data))


def copied(editor: User, case: Case, data: bytes, name: str = "file") -> bytes:
    """What is published of a file."""
    made = make_derivative(editor, looked_at(editor, case, data, name))
    return places.copy(made.sha256).read_bytes()


# Copies


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_copy_of_a_picture_has_its_pixels_and_no_metadata(case: Case, editor: User, kind: str) -> None:
    data = picture(kind)
    with Image.open(io.BytesIO(data)) as before:
        assert before.getexif()[MAKER] == "Invented"
    copy = copied(editor, case, data)
    with Image.open(io.BytesIO(copy)) as after:
        assert (after.format, after.size) == (kind, (40, 30))
        assert dict(after.getexif()) == {}
        red, green, blue = after.convert("RGB").getpixel((20, 15))  # type: ignore[misc]
    assert abs(red - 200) < 4
    assert abs(green - 30) < 4
    assert abs(blue - 30) < 4
    assert b"Camera 7" not in copy
    assert b"Exif" not in copy


def test_what_programs_write_beside_a_picture_does_not_go_along(case: Case, editor: User) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(
        out, "JPEG", comment=b"by P01", icc_profile=b"profile of a screen" * 8, dpi=(72, 72), xmp=b"<x>who</x>"
    )
    copy = copied(editor, case, out.getvalue())
    for words in (b"by P01", b"profile of a screen", b"<x>who</x>"):
        assert words in out.getvalue()
        assert words not in copy


def test_a_picture_that_its_camera_noted_as_turned_is_turned(case: Case, editor: User) -> None:
    out = io.BytesIO()
    image = Image.new("RGB", (40, 30))
    exif = Image.Exif()
    exif[274] = 6
    image.save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(copied(editor, case, out.getvalue()))) as after:
        assert after.size == (30, 40)


def pdf_with_everything() -> bytes:
    """A PDF with information, XMP, an attachment, scripts, a form, a comment, and a picture of a camera."""
    pdf, out = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page(page_size=(200, 200))
    page.contents_add(b"BT /F1 12 Tf 20 100 Td (visible words) Tj ET q 10 0 0 10 0 0 cm /Im Do Q")
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    image = pikepdf.Stream(pdf, picture())
    image.stream_dict.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=30, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
        )
    )  # fmt: skip
    page.obj.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(Im=pdf.make_indirect(image))
    )
    pdf.docinfo["/Author"] = "the writer"
    with pdf.open_metadata() as xmp:
        xmp["dc:creator"] = ["the writer again"]
    pdf.attachments["list.txt"] = b"attached words"
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('script words')")
    pdf.Root.OpenAction = script
    page.obj.AA = pikepdf.Dictionary(O=script)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="a comment of P02", T="P02"
    )
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", V="filled in",
        Rect=[0, 0, 9, 9],
    )  # fmt: skip
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(note), pdf.make_indirect(field)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([page.obj.Annots[1]]))
    page.obj.PieceInfo = pikepdf.Dictionary(Program=pikepdf.Dictionary(Private="private words"))
    pdf.save(out, compress_streams=False)
    return out.getvalue()


def test_a_copy_of_a_pdf_has_its_words_and_pictures_and_nothing_else(case: Case, editor: User, tmp_path: Path) -> None:
    data = pdf_with_everything()
    hidden = (
        b"the writer", b"attached words", b"script words", b"a comment of P02", b"filled in", b"private words",
        b"Camera 7", b"JavaScript", b"EmbeddedFile", b"AcroForm", b"OpenAction", b"pikepdf",
    )  # fmt: skip
    copy = copied(editor, case, data)
    plain = tmp_path / "plain.pdf"
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        names = {key for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) for key in thing.keys()}  # noqa: SIM118
        assert not names & {"/Metadata", "/Annots", "/AA", "/PieceInfo", "/Names", "/OpenAction", "/AcroForm"}
        assert "/Info" not in pdf.trailer
        pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    written = plain.read_bytes()
    for words in hidden:
        assert words not in written
    for words in hidden[:7]:
        assert words in data
    reader = pypdf.PdfReader(io.BytesIO(copy))
    assert reader.pages[0].extract_text().strip() == "visible words"
    assert reader.pages[0].images[0].image.size == (40, 30)  # type: ignore[union-attr]


def test_a_copy_of_the_same_pdf_is_the_same_bytes(case: Case, editor: User) -> None:
    data = pdf_with_everything()
    assert copied(editor, case, data) == copied(editor, case, data)


def test_a_copy_of_a_text_has_its_words_without_signs_that_cannot_be_seen(case: Case, editor: User) -> None:
    data = "\ufeffсло\u200bво\r\nсле\u2060дом\u202e\n".encode()
    assert copied(editor, case, data).decode() == "слово\nследом\n"


def test_segments_of_cameras_are_dropped_from_a_jpeg_and_its_picture_is_untouched() -> None:
    data = picture()
    stripped = jpeg_without_notes(data)
    assert b"Camera 7" not in stripped
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(stripped)) as after:
        assert before.tobytes() == after.tobytes()
    assert jpeg_without_notes(b"no picture") == b"no picture"
    assert jpeg_without_notes(data[:3]) == data[:3]


def test_of_other_kinds_no_copy_is_made_and_a_sentence_says_what_to_do(case: Case, editor: User) -> None:
    item = looked_at(editor, case, document("words"))
    with pytest.raises(WrongUse, match="Make a picture, a PDF or a plain text of it"):
        make_derivative(editor, item)
    assert not Derivative.objects.exists()


def test_what_a_machine_cannot_remove_is_told_for_each_kind_of_which_copies_are_made(case: Case, editor: User) -> None:
    assert set(REMAINS) == set(STRIPPERS)
    item = looked_at(editor, case, picture())
    page = browser(editor).get(address(item)).content.decode()
    assert "A machine cannot remove:" in page
    assert "faces, and people known by their clothes" in page


def test_a_copy_is_made_by_an_editor_and_checked_by_another_person(
    case: Case, analyst: User, editor: User, reviewer: User
) -> None:
    item = looked_at(analyst, case, picture())
    assert browser(analyst).post(address(item, "copies/")).status_code == 403
    assert browser(reviewer).post(address(item, "copies/")).status_code == 403
    assert browser(editor).post(address(item, "copies/")).status_code == 302
    made = Derivative.objects.get()
    with pytest.raises(WrongUse, match="not checked by a second person"):
        publishable(made)
    check = address(item, f"copies/{made.uid}/check/")
    refused = browser(editor).post(check)
    assert refused.status_code == 403
    assert "You made this copy; another person checks it." in refused.content.decode()
    assert browser(analyst).post(check).status_code == 403
    answer = browser(reviewer).get(address(item, f"copies/{made.uid}/"))
    assert answer["Content-Disposition"] == f'attachment; filename="{made.sha256[:16]}.jpg"'
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")  # type: ignore[attr-defined]
    assert browser(reviewer).post(check).status_code == 302
    made.refresh_from_db()
    assert made.checked_by == reviewer
    with publishable(made) as file:
        assert hash_of_open(file) == made.sha256
    assert browser(reviewer).post(check).status_code == 403
    steps = list(item.custody.values_list("step", flat=True))
    assert steps.count("derivative made") == steps.count("derivative checked") == 1


def test_whoever_is_editor_and_reviewer_does_not_check_their_own_copy_by_any_way(case: Case) -> None:
    both = person("both", case, Role.EDITOR, Role.REVIEWER)
    made = make_derivative(both, looked_at(both, case, picture()))
    with pytest.raises(NotPermitted):
        check_derivative(both, made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Derivative.objects.filter(pk=made.pk).update(checked_by=both)


def test_a_copy_that_was_changed_on_the_disk_is_not_published(case: Case, editor: User, reviewer: User) -> None:
    made = make_derivative(editor, looked_at(editor, case, picture()))
    check_derivative(reviewer, made)
    made.refresh_from_db()
    path = places.copy(made.sha256)
    path.chmod(0o600)
    path.write_bytes(b"other pixels")
    with pytest.raises(Mismatch):
        publishable(made)


# Verifying


def test_a_flipped_bit_is_shown_stops_the_export_and_is_an_event_of_its_own(
    case: Case, analyst: User, reviewer: User
) -> None:
    item = received(analyst, case, b"words")
    change(item)
    damaged = places.sealed(item.sha256).read_bytes()
    client = browser(reviewer)
    page = client.post(address(item, "verify/"), follow=True).content.decode()
    assert "is not the one that was received" in page
    listed = client.get(f"/en/case/{case.slug}/evidence/").content.decode()
    warning = "1 file on the server's disk is no longer what was received"
    assert warning in listed
    assert warning in client.get(f"/en/case/{case.slug}/").content.decode()
    received(analyst, case, b"sound", "sound")
    assert "1 file, the newest first" in client.get(f"/en/case/{case.slug}/evidence/?state=changed").content.decode()
    assert AuditEvent.objects.filter(verb="evidence.mismatch", object=item.uid).count() == 1
    assert item.custody.get(step="mismatch").note == f"SHA-256 is now {hash_of(places.sealed(item.sha256))}"
    with pytest.raises(Mismatch, match="It is not handed out or exported"):
        open_verified(reviewer, item)
    for rest, method in (("file/", client.get), ("original/", client.post)):
        assert method(address(item, rest), {"reason": "asked by the court"}).status_code == 400
    assert places.sealed(item.sha256).read_bytes() == damaged
    assert not item.custody.filter(step__in=("read", "copied")).exists()


def test_a_file_that_is_gone_is_a_mismatch(case: Case, analyst: User) -> None:
    item = received(analyst, case, b"words")
    places.sealed(item.sha256).unlink()
    assert verify(analyst, item) is False
    item.refresh_from_db()
    assert item.intact is False
    assert item.custody.get(step="mismatch").note == "the file cannot be read"


def test_a_working_copy_that_was_changed_is_made_anew_and_that_is_written_down(case: Case, analyst: User) -> None:
    item = looked_at(analyst, case, b"words")
    path = places.working(item.sha256)
    path.chmod(0o600)
    path.write_bytes(b"Words")
    answer = browser(analyst).get(address(item, "file/"))
    assert b"".join(answer.streaming_content) == b"words"  # type: ignore[attr-defined]
    assert list(item.custody.filter(step="copied").order_by("pk").values_list("note", flat=True)) == ["", "changed"]


def test_all_originals_of_a_case_are_read_again_in_the_background(case: Case, analyst: User) -> None:
    sound, wrong = received(analyst, case, b"sound"), received(analyst, case, b"wrong")
    change(wrong)
    assert browser(analyst).post(f"/en/case/{case.slug}/evidence/verify/").status_code == 302
    assert work_once("worker") is True
    job = Job.objects.get(verb=VERIFY)
    assert (job.state, job.result) == ("done", {"verified": 2, "mismatch": [wrong.uid]})
    sound.refresh_from_db()
    assert sound.intact is True
    assert sound.verified_at is not None


def test_every_night_a_thirtieth_is_read_again_the_longest_unread_first(case: Case, analyst: User) -> None:
    items = [received(analyst, case, str(number).encode()) for number in range(61)]
    now = timezone.now()
    for number, item in enumerate(items[3:]):
        Evidence.objects.filter(pk=item.pk).update(verified_at=now - timedelta(days=number % 29, hours=1))
    # 61 files in 30 days are 3 a night, two and a bit rounded up.
    assert rolling_part(Evidence.objects.all()) == items[:3]
    Evidence.objects.update(verified_at=now - timedelta(days=31))
    assert len(rolling_part(Evidence.objects.all())) == 61


def test_the_server_asks_for_the_nightly_part_by_itself_once_a_day(case: Case, analyst: User) -> None:
    ask_for_what_is_due()
    assert not Job.objects.exists()
    item = received(analyst, case, b"words")
    ask_for_what_is_due()
    ask_for_what_is_due()
    assert Job.objects.count() == 1
    assert work_once("worker") is True
    assert (Job.objects.get().state, Job.objects.get().by) == ("done", None)
    assert item.custody.filter(step="verified", by=None).count() == 1
    Job.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    ask_for_what_is_due()
    assert Job.objects.count() == 2


def test_an_administrator_may_have_the_nightly_part_read(case: Case, analyst: User, administrator: User) -> None:
    item = received(analyst, case, b"words")
    enqueue(administrator, VERIFY_PART, None, {})
    assert work_once("worker") is True
    assert Job.objects.get(verb=VERIFY_PART).result == {"verified": 1, "mismatch": [], "unnamed": []}
    assert item.custody.filter(step="verified", by=administrator).exists()
