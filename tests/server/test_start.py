"""How cases come to the server: begun, brought in a file, or bundled."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from saylau.records.case import Case as Read
from saylau.records.package import package_bytes
from saylau.records.writing import case_files
from saylau.server.access.guard import facts_for
from saylau.server.access.models import User
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from tests.server.fact_rows import EVENT, draft, entered
from tests.server.people import browser

BEGUN = {
    "way": "begin", "title": "A new one", "id": "new-2031", "country": "XX", "election": "Election of a parliament",
    "level": "parliamentary", "early": "no", "poll": "2031-05-04", "assessed": "2031-08-01", "source": "A decree",
    "grade": "A", "interest": "government",
}  # fmt: skip


def test_a_case_is_begun_and_can_be_read_at_once(administrator: User) -> None:
    answer = browser(administrator).post("/en/new/", BEGUN)
    assert (answer.status_code, answer["Location"]) == (302, "/en/case/new-2031/")
    read = read_case(Case.objects.get())
    assert [fact.id for fact in read.facts] == ["election"]
    assert str(read.info.poll) == "2031-05-04"


def test_a_case_with_mistakes_is_not_begun_and_every_mistake_is_told(administrator: User) -> None:
    answer = browser(administrator).post("/en/new/", BEGUN | {"id": "New 2031", "poll": "2031-02-30"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"id", "poll"}
    answer = browser(administrator).post("/en/new/", BEGUN | {"country": "JJ"})
    assert "no country has this code" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_package_is_opened_as_a_case_of_the_same_bytes(administrator: User, read: Read) -> None:
    file = SimpleUploadedFile("case.zip", package_bytes(read))
    assert browser(administrator).post("/en/new/", {"file": file}).status_code == 302
    assert case_files(read_case(Case.objects.get())) == case_files(read)


def test_a_file_that_is_no_case_is_told_so(administrator: User) -> None:
    answer = browser(administrator).post("/en/new/", {"file": SimpleUploadedFile("case.zip", b"PK no zip")})
    assert answer.status_code == 422
    assert "is not a zip archive" in answer.content.decode()


def test_a_bundled_case_is_opened_once(administrator: User) -> None:
    client = browser(administrator)
    assert client.post("/en/open/kazakhstan-2019/").status_code == 302
    assert client.post("/en/open/kazakhstan-2019/").status_code == 400
    assert Case.objects.count() == 1


def test_only_administrators_open_cases(analyst: User) -> None:
    client = browser(analyst)
    assert [client.get("/en/new/").status_code, client.post("/en/open/kazakhstan-2019/").status_code] == [404, 404]
    assert "New case" not in client.get("/en/").content.decode()


def test_the_first_page_counts_what_its_reader_may_see(case: Case, documenter: User, analyst: User) -> None:
    entered(analyst, case, "event", EVENT)
    entered(documenter, case, "event", EVENT, id="gathering-2", locator="page 9")
    draft(analyst, case, "event", EVENT, id="gathering-3", locator="page 10")
    for user, everything in ((documenter, 2 + 1), (analyst, 3 + 2 + 1)):
        (row,) = browser(user).get("/en/").context["cases"]
        assert row.entered == facts_for(user, case).count() == everything
        assert row.waiting == facts_for(user, case).filter(state="submitted").count()
