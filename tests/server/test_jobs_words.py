"""What a job is doing is read in the language of the page, whichever part of the program says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils.translation import override

import saylau
from saylau.server.access.models import User
from saylau.server.jobs.models import Job
from saylau.server.jobs.queue import enqueue
from saylau.server.jobs.words import said
from saylau.server.store.models import Case
from tests.server.people import browser
from tests.server.translated import translate_pages

HOME = Path(saylau.__file__).parent
_SAID = re.compile(r"""\b(?:step|tell|progress)\(f?"([^"]+)\"""")


@pytest.fixture(autouse=True)
def translated(settings: LazySettings, tmp_path: Path) -> None:
    translate_pages(settings, tmp_path)


def sentences() -> list[str]:
    """What the code of jobs and of the writers below them says of their steps, with 1 or A in place of a value."""
    jobs = [file for file in HOME.glob("server/*/*.py") if "import Progress" in file.read_text("utf-8")]
    files = [*jobs, HOME / "report" / "write.py", HOME / "report" / "site" / "write.py"]
    found = {text for file in files for text in _SAID.findall(file.read_text("utf-8"))}
    return sorted(
        re.sub(r"\{[^}]+\}", lambda m: "A" if m[0] in ("{kind.upper()}", "{language}") else "1", t) for t in found
    )


def test_the_code_says_more_than_ten_of_them() -> None:
    assert len(sentences()) > 10


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_each_is_translated(language: str) -> None:
    with override(language):
        assert [text for text in sentences() if said(text) == text] == []


def test_what_nobody_translated_is_shown_as_it_stands() -> None:
    with override("ru"):
        assert said("something new") == "something new"
        assert said("") == ""


def test_values_stand_in_their_places() -> None:
    with override("en"):
        assert said("drawing figure 3 of 12") == "drawing figure 3 of 12"


def test_the_page_of_a_job_tells_it_in_its_language(case: Case, analyst: User) -> None:
    job = enqueue(analyst, "assess", case, {})
    Job.objects.filter(pk=job.pk).update(state="running", message="running the checks", step=2, steps=4)
    with override("ru"):
        expected = said("running the checks")
    page = browser(analyst).get(f"/ru/case/invented-2030/jobs/{job.uid}/").content.decode()
    assert expected in page
    assert "running the checks" not in page
