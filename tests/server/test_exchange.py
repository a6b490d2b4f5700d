"""Imports: checked first, all or nothing, twice the same, undone as a whole; packages: two people, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from saylau.errors import CaseRefused, WrongUse
from saylau.records.case import Case as Read
from saylau.records.csvtext import csv_bytes
from saylau.records.package import package_bytes, read_package
from saylau.records.writing import case_files
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.exchange import imports, incoming
from saylau.server.exchange.for_people import table_for_people, without_marks
from saylau.server.exchange.merging import merged
from saylau.server.exchange.models import Import
from saylau.server.exchange.trial import try_reading
from saylau.server.jobs.progress import Progress
from saylau.server.jobs.worker import work_once
from saylau.server.states import FactState
from saylau.server.store.facts import add_fact, change_fact, step_fact
from saylau.server.store.models import Case
from saylau.server.store.parts import version_of, write_part
from saylau.server.store.reading import read_case
from saylau.tables.limited import Ended, Limits
from tests.server.people import browser, confirm

BODIES = """\
id,name,type,source,locator
cec,Central commission,electoral management body,law-2030,article 10
"""


def brought(by: User, case: Case, name: str, text: str | bytes) -> Import:
    """A file brought in and checked."""
    data = text.encode() if isinstance(text, str) else text
    found = imports.take_in(by, case, name, [data])
    assert work_once("test")
    found.refresh_from_db()
    return found


def applied(by: User, found: Import) -> Import:
    """An import to which its bearer said yes."""
    imports.apply(by, found)
    assert work_once("test")
    found.refresh_from_db()
    return found


SOURCES = "id,title,grade,interest\nledger,A ledger,B,media\npaper,A newspaper of record,B,media\n"


def test_a_table_is_checked_before_anything_is_saved(case: Case, analyst: User) -> None:
    found = brought(analyst, case, "sources.csv", SOURCES)
    assert found.state == "checked"
    assert (found.changes["new"]["first"], found.changes["changed"]["first"]) == (["ledger"], ["paper"])
    assert found.changes["missing"]["first"] == ["law-2030"]
    assert not case.facts.filter(name="ledger").exists()


def test_new_facts_wait_for_review_and_changes_of_accepted_ones_wait_beside_them(case: Case, analyst: User) -> None:
    found = applied(analyst, brought(analyst, case, "sources.csv", SOURCES))
    assert found.state == "applied"
    new, old = case.facts.get(name="ledger"), case.facts.get(name="paper")
    assert (new.state, new.created_by) == (FactState.SUBMITTED, analyst)
    assert (old.body["title"], (old.proposed or {})["title"]) == ("A newspaper", "A newspaper of record")
    assert read_case(case).sources["paper"].title == "A newspaper"


def test_the_same_import_again_changes_nothing(case: Case, analyst: User, reviewer: User) -> None:
    applied(analyst, brought(analyst, case, "sources.csv", SOURCES))
    old = case.facts.get(name="paper")
    step_fact(reviewer, old, "accept", old.revision)
    again = brought(analyst, case, "sources.csv", SOURCES)
    assert (again.changes["new"]["count"], again.changes["changed"]["count"]) == (0, 0)


def test_a_file_with_mistakes_is_refused_with_all_of_them_and_nothing_is_saved(case: Case, analyst: User) -> None:
    wrong = "id,title,grade,interest,colour\nledger,A ledger,Z,media,red\nbad id,,B,media,\n"
    found = brought(analyst, case, "sources.csv", wrong)
    assert found.state == "refused"
    assert {(p["row"], p["column"]) for p in found.problems} >= {(1, "colour"), (2, "grade"), (3, "id"), (3, "title")}
    with pytest.raises(NotPermitted):
        imports.apply(analyst, found)


def test_an_import_is_undone_as_a_whole(case: Case, analyst: User, read: Read) -> None:
    found = applied(analyst, brought(analyst, case, "sources.csv", SOURCES))
    imports.undo(analyst, found)
    assert case_files(read_case(case)) == case_files(read)


def test_an_import_of_which_a_fact_was_changed_since_is_not_undone(case: Case, analyst: User) -> None:
    found = applied(analyst, brought(analyst, case, "sources.csv", SOURCES))
    new = case.facts.get(name="ledger")
    change_fact(analyst, new, {"title": "Another", "grade": "B", "interest": "media"}, new.revision)
    with pytest.raises(WrongUse, match="1 of its facts were changed since, ledger among"):
        imports.undo(analyst, found)


def test_a_file_does_not_accept_facts(case: Case, analyst: User) -> None:
    table = (
        "id,name,level,early,poll,source,locator,status\nelection-1,First,presidential,no,2025-06-09,paper,1,reviewed\n"
    )
    applied(analyst, brought(analyst, case, "election.csv", table))
    assert case.facts.get(name="election-1").state == FactState.SUBMITTED


def test_a_name_that_is_no_kind_is_refused(case: Case, analyst: User) -> None:
    found = brought(analyst, case, "wishes.csv", "id\n")
    assert found.problems[0]["why"] == "no kind of that name"


def test_a_file_that_is_too_large_is_refused_while_it_comes_in_and_nothing_of_it_is_kept(
    case: Case, documenter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_BROUGHT", 1 << 20)
    asked_for: list[int] = []
    before = set(imports.folder().iterdir())

    def chunks() -> Iterator[bytes]:
        for number in range(1000):
            asked_for.append(number)
            yield bytes(1 << 19)

    with pytest.raises(WrongUse, match="larger than 1 MiB"):
        imports.take_in(documenter, case, "person.csv", chunks())
    assert (len(asked_for), set(imports.folder().iterdir())) == (3, before)


def test_a_table_of_too_many_rows_is_refused_before_a_row_is_read(
    case: Case, documenter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_ROWS", 3)
    found = brought(documenter, case, "body.csv", "id,name,sort,source\n" + "a,A,court,paper\n" * 4)
    assert (found.state, [problem["why"] for problem in found.problems]) == ("refused", ["has more than 3 lines"])


def test_an_archive_that_leads_out_of_its_folder_is_refused(case: Case, analyst: User) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../case.toml", "x")
    found = brought(analyst, case, "folder.zip", data.getvalue())
    assert found.state == "refused"


def test_a_package_of_the_case_itself_changes_nothing(case: Case, analyst: User) -> None:
    found = brought(analyst, case, "case.zip", package_bytes(read_case(case)))
    assert {name: found.changes[name]["count"] for name in ("new", "changed", "missing", "files")} == {
        "new": 0, "changed": 0, "missing": 0, "files": 0
    }  # fmt: skip


def test_only_who_brought_a_file_can_import_it(case: Case, analyst: User, editor: User) -> None:
    found = brought(analyst, case, "sources.csv", SOURCES)
    answer = browser(editor).post(f"/en/case/{case.slug}/import/{found.uid}/apply/")
    assert answer.status_code == 403


def test_the_pages_of_an_import_are_for_those_who_may_import(
    case: Case, analyst: User, reviewer: User, stranger: User
) -> None:
    address = f"/en/case/{case.slug}/import/"
    file = SimpleUploadedFile("sources.csv", SOURCES.encode())
    answer = browser(analyst).post(address, {"file": file})
    assert answer.status_code == 302
    assert work_once("test")
    page = browser(analyst).get(answer["Location"])
    assert b"ledger" in page.content
    assert [browser(user).get(address).status_code for user in (analyst, reviewer, stranger)] == [200, 404, 404]


def test_a_package_is_let_out_by_a_second_person_and_is_what_the_folder_would_be(
    case: Case, analyst: User, editor: User, documenter: User, tmp_path: Path
) -> None:
    address = f"/en/case/{case.slug}/package/"
    asking, agreeing = confirm(browser(analyst), analyst), confirm(browser(editor), editor)
    asking.post(address, {"reason": "the partner in another city"})
    job = case.jobs.get(verb="export.case")
    assert asking.post(f"{address}{job.uid}/let-out/").status_code == 403
    assert asking.get(f"{address}{job.uid}/download/").status_code == 404
    assert agreeing.post(f"{address}{job.uid}/let-out/").status_code == 302
    assert work_once("test")
    answer = asking.get(f"{address}{job.uid}/download/")
    file = tmp_path / "case.zip"
    file.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert case_files(read_package(file)) == case_files(read_case(case))
    assert browser(documenter).get(address).status_code == 404


def test_a_package_needs_a_reason(case: Case, analyst: User) -> None:
    assert browser(analyst).post(f"/en/case/{case.slug}/package/", {"reason": "for fun"}).status_code == 422


_CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")))


@given(st.lists(st.tuples(_CELL, st.sampled_from(("5", "-5", "12.5"))), min_size=1))
def test_a_table_for_people_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    marked = table_for_people(("note", "number"), rows, numbers=("number",))
    assert not any(line.startswith(("=", "+", "@")) for line in marked.decode().splitlines())
    assert without_marks(marked) == csv_bytes(("note", "number"), rows)


def test_a_table_that_is_not_for_people_keeps_its_apostrophes() -> None:
    assert without_marks(b"note\n'=1+1\n") == b"note\n'=1+1\n"


def test_what_was_taken_back_can_be_corrected_and_brought_again(case: Case, analyst: User, read: Read) -> None:
    bodies = "id,name,sort,source,locator\ncec,Central commission,commission,{},article 10\n"
    applied(analyst, brought(analyst, case, "sources.csv", "id,title,grade,interest\nledger,A ledger,B,media\n"))
    found = applied(analyst, brought(analyst, case, "body.csv", bodies.format("ledger")))
    imports.undo(analyst, found)
    assert sorted(read_case(case).sources) == ["law-2030", "ledger", "paper"]
    again = applied(analyst, brought(analyst, case, "body.csv", bodies.format("paper")))
    assert (again.state, again.changes["new"]["first"]) == ("applied", ["cec"])
    assert read_case(case).fact("cec").source == "paper"


def test_an_import_on_which_another_fact_rests_is_not_undone(case: Case, analyst: User) -> None:
    bodies = "id,name,sort,source,locator\ncec,Central commission,commission,paper,article 10\n"
    found = applied(analyst, brought(analyst, case, "body.csv", bodies))
    office = {"id": "chair", "name": "Chair", "body": "cec", "source": "paper", "locator": "article 11"}
    add_fact(analyst, case, "office", office, submit=True)
    with pytest.raises(WrongUse, match=r"others rest on it: in office\.csv, body cec: no body of that id"):
        imports.undo(analyst, found)
    assert case.facts.get(name="cec").state == FactState.SUBMITTED


def test_a_source_and_the_facts_that_name_it_are_undone_together(case: Case, editor: User, read: Read) -> None:
    table = "id,name,sort,source,locator\ncec,Central commission,commission,ledger,article 10\n"
    texts = "id,field,lang,text\ncec,name,ru,Комиссия\n"
    files = case_files(read) | {
        "sources.csv": SOURCES.encode() + b"law-2030,The election law,A,government\n",
        "body.csv": table.encode(),
        "texts.csv": texts.encode(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    found = applied(editor, brought(editor, case, "case.zip", packed.getvalue()))
    assert (found.state, read_case(case).fact("cec").source) == ("applied", "ledger")
    imports.undo(editor, found)
    assert case_files(read_case(case)) == case_files(read)


PHRASES = "phrases.csv", "text,lang,says\nElection of the president,ru,{}\n"


def zipped(case: Case, name: str, text: str) -> bytes:
    """The files of a case with one of them written anew."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file, data in (case_files(read_case(case)) | {name: text.encode()}).items():
            archive.writestr(file, data)
    return packed.getvalue()


def test_files_of_the_case_that_an_import_replaced_come_back_when_it_is_undone(case: Case, editor: User) -> None:
    name, text = PHRASES
    first = applied(editor, brought(editor, case, "one.zip", zipped(case, name, text.format("Выборы"))))
    before = case_files(read_case(case))
    second = applied(editor, brought(editor, case, "two.zip", zipped(case, name, text.format("Другие"))))
    assert case_files(read_case(case))[name] != before[name]
    imports.undo(editor, second)
    assert case_files(read_case(case)) == before
    imports.undo(editor, first)
    assert name not in case_files(read_case(case))


def test_an_import_is_not_undone_over_a_file_of_the_case_that_changed_since(case: Case, editor: User) -> None:
    name, text = PHRASES
    found = applied(editor, brought(editor, case, "one.zip", zipped(case, name, text.format("Выборы"))))
    applied(editor, brought(editor, case, "two.zip", zipped(case, name, text.format("Другие"))))
    with pytest.raises(WrongUse, match=r"phrases\.csv was changed since"):
        imports.undo(editor, found)
    assert case_files(read_case(case))[name].decode() == text.format("Другие")


def test_a_documenter_changes_no_facts_of_others_by_a_file_and_learns_no_names_of_them(
    case: Case, documenter: User, analyst: User
) -> None:
    cells = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}
    hidden = add_fact(analyst, case, "body", cells, submit=True)
    add_fact(analyst, case, "body", cells | {"id": "majilis"}, submit=True)
    table = "id,name,sort,source,locator\n{}\ncourt,A court,court,paper,page 2\n"
    found = brought(documenter, case, "body.csv", table.format("senate,A changed name,chamber,paper,page 2"))
    assert (found.changes["new"]["first"], found.changes["others"]["first"]) == (["court"], ["senate"])
    assert (found.changes["missing"]["first"], found.changes["alike"]) == ([], [])
    applied(documenter, found)
    hidden.refresh_from_db()
    assert (hidden.revision, hidden.body["name"]) == (1, "The senate")
    misspelt = "id,name,body,source\nchair,Chair,senat,paper\n"
    refused = brought(documenter, case, "office.csv", misspelt)
    assert refused.state == "refused"
    assert not [problem for problem in refused.problems if "senate" in str(problem)]


def test_what_a_file_of_a_documenter_would_break_elsewhere_is_not_told_by_name(
    case: Case, documenter: User, analyst: User
) -> None:
    """A row of their own under the name of somebody else's fact is no window on what rests on that fact."""
    cells = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}
    add_fact(analyst, case, "body", cells, submit=True)
    office = {"id": "secret-office", "name": "Speaker", "body": "senate", "source": "paper", "locator": "page 2"}
    add_fact(analyst, case, "office", office, submit=True)
    table = "id,fact,name,sort,source,locator\nzzz,senate,Somebody,chamber,paper,page 9\n"
    found = brought(documenter, case, "body.csv", table)
    assert (found.state, found.changes["others"]["first"]) == ("checked", ["senate"])
    wrong = brought(
        documenter, case, "office.csv", "id,fact,name,body,source\nx,secret-office,X,ghost,paper\ny,,Y,ghost,paper\n"
    )
    assert [(problem["file"], problem["row"], problem["column"]) for problem in wrong.problems] == [
        ("office.csv", 3, "body")
    ]


def test_the_list_of_imports_shows_a_documenter_their_own_alone(case: Case, documenter: User, analyst: User) -> None:
    brought(analyst, case, "statement of somebody.csv", SOURCES)
    brought(documenter, case, "mine.csv", SOURCES)
    page = browser(documenter).get(f"/en/case/{case.slug}/import/").content.decode()
    assert "mine.csv" in page
    assert "statement of somebody" not in page
    assert "mine.csv" in browser(analyst).get(f"/en/case/{case.slug}/import/").content.decode()


def test_a_withdrawn_fact_is_not_changed_by_a_file(case: Case, analyst: User) -> None:
    cells = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}
    fact = add_fact(analyst, case, "body", cells, submit=True)
    step_fact(analyst, fact, "withdraw", fact.revision, "nobody told it")
    found = brought(analyst, case, "body.csv", "id,name,sort,source,locator\nsenate,Another,chamber,paper,page 2\n")
    assert found.changes["others"]["first"] == ["senate"]
    applied(analyst, found)
    assert case.facts.get(name="senate").body["name"] == "The senate"


def test_an_import_goes_through_while_others_enter_facts(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = brought(analyst, case, "sources.csv", SOURCES)

    def somebody_enters(*given: Any) -> Any:
        add_fact(analyst, case, "source", {"title": "Meanwhile"}, submit=False)
        return merged(*given)

    monkeypatch.setattr("saylau.server.exchange.imports.merged", somebody_enters)
    assert applied(analyst, found).state == "applied"


def entered_meanwhile(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> list[int]:
    """Let something happen once, after the file was checked and before it is written; how often it was checked."""
    looked: list[int] = []
    checked = imports._checked

    def checked_then_overtaken(found: Import, **more: Any) -> Any:
        result = checked(found, **more)
        looked.append(len(looked))
        if len(looked) == 1:
            does()
        return result

    monkeypatch.setattr(imports, "_checked", checked_then_overtaken)
    return looked


def test_what_others_enter_beside_an_import_does_not_make_it_look_again(
    case: Case, analyst: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = brought(analyst, case, "sources.csv", SOURCES)
    cells = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}

    def others() -> None:
        add_fact(editor, case, "body", cells, submit=True)
        add_fact(editor, case, "source", {"title": "Half of it"}, submit=False)

    looked = entered_meanwhile(monkeypatch, others)
    assert applied(analyst, found).state == "applied"
    assert len(looked) == 1
    assert sorted(read_case(case).sources) == ["law-2030", "ledger", "paper"]


@pytest.mark.parametrize("what", ["names the same", "changes", "withdraws", "claims once more", "writes a text"])
def test_what_others_do_near_an_import_makes_it_look_again(
    case: Case, analyst: User, editor: User, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    cells = {"id": "senate", "name": "The senate", "sort": "chamber", "source": "paper", "locator": "page 2"}
    before = add_fact(analyst, case, "body", cells, submit=True)
    other = add_fact(analyst, case, "body", cells | {"id": "court"}, submit=True)
    office = "id,name,body,source,locator\nchair,Chair,senate,paper,article 11\n"
    found = brought(analyst, case, "office.csv", office)
    chair = {"id": "chair", "name": "Chair", "body": "senate", "source": "law-2030", "locator": "article 2"}
    does: dict[str, Callable[[], object]] = {
        "names the same": lambda: add_fact(editor, case, "office", chair, submit=True),
        "changes": lambda: change_fact(editor, other, cells | {"name": "A court"}, other.revision),
        "withdraws": lambda: step_fact(editor, before, "withdraw", before.revision, "entered by mistake"),
        "claims once more": lambda: add_fact(editor, case, "body", cells | {"source": "law-2030"}, submit=True),
        "writes a text": lambda: write_part(editor, case, "text/media.en.md", b"Calm.\n", version_of(b"")),
    }
    looked = entered_meanwhile(monkeypatch, does[what])
    found = applied(analyst, found)
    assert len(looked) == 2
    assert found.state == {"withdraws": "refused"}.get(what, "applied")
    claims = sorted(case.facts.filter(kind="office").values_list("name", "source"))
    assert claims == ([] if what == "withdraws" else [("chair", "paper")])


def test_the_references_of_a_fact_that_a_file_changes_are_those_of_the_file(case: Case, analyst: User) -> None:
    bodies = "id,name,sort,source,locator\ncec,Central commission,commission,paper,1\ncourt,A court,court,paper,2\n"
    applied(analyst, brought(analyst, case, "body.csv", bodies))
    office = "id,name,body,source,locator\nchair,Chair,{},paper,article 11\n"
    applied(analyst, brought(analyst, case, "office.csv", office.format("cec")))
    applied(analyst, brought(analyst, case, "office.csv", office.format("court")))
    fact = case.facts.get(name="chair")
    assert (fact.revision, fact.body["body"], fact.place) == (2, "court", 1)
    assert list(fact.refs.values_list("column", "target", "case")) == [("body", "court", case.pk)]
    told = [(r.number, r.step, r.body["body"], r.by) for r in fact.revisions.order_by("number") if r.body]
    assert told == [(1, "imported", "cec", analyst), (2, "imported", "court", analyst)]
    assert list(case.facts.filter(kind="body").order_by("place").values_list("name", "place")) == [
        ("cec", 1), ("court", 2)
    ]  # fmt: skip


def test_an_import_that_another_worker_finished_is_not_done_again(case: Case, analyst: User) -> None:
    found = applied(analyst, brought(analyst, case, "sources.csv", SOURCES))
    job = case.jobs.get(verb="import.apply")
    assert imports.apply_import(job, Progress(job)) == {"new": 0, "changed": 0}
    found.refresh_from_db()
    assert (found.state, len(found.facts), case.facts.filter(name="ledger").count()) == ("applied", 2, 1)


def test_a_file_that_takes_too_much_memory_or_time_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("id,title,grade,interest\n" + "ledger,A ledger,B,media\n" * 50_000)
    try_reading(file, "sources.csv")
    for limits, why in ((Limits(memory=20 << 20), "memory"), (Limits(clock=0.01), "time")):
        with pytest.raises(CaseRefused, match=rf"could not be read within the limits \({why}\)"):
            try_reading(file, "sources.csv", limits)


def test_what_is_wrong_with_a_file_is_told_after_the_trial(case: Case, analyst: User, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"not a zip")
    try_reading(file, "folder.zip")
    assert brought(analyst, case, "folder.zip", b"not a zip").state == "refused"


def test_a_file_that_does_not_outlive_the_trial_is_not_read_here(
    case: Case, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saylau.server.exchange.trial.run_child", lambda *given: Ended(died_of="memory"))
    monkeypatch.setattr(imports, "incoming", None)
    found = brought(analyst, case, "sources.csv", SOURCES)
    assert (found.state, found.problems[0]["why"]) == ("refused", "could not be read within the limits (memory)")
