"""`saylau new` makes a case that says what to fill in; `saylau validate` says what is wrong in one."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from saylau.cli import main
from saylau.records.columns import file_columns
from saylau.records.folder import read_folder
from saylau.records.kinds import KINDS
from saylau.records.skeleton import Start, example_rows, slug
from saylau.records.texts import CHAPTERS
from tests.records.folders import SOUND, changed, write

OPTIONS = ["--country", "XX", "--poll", "2031-05-04", "--title", 'The "vote" of 2031']


def test_a_new_case_says_precisely_what_to_fill_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "case")]) == 0
    assert main(["validate", str(tmp_path / "case")]) == 4
    told = " ".join(capsys.readouterr().out.split())
    for key in ("title", "country", "election", "poll", "assessed"):
        assert re.search(rf"case\.toml [0-9]+ {key} ", told)
    assert "add a row with the id election to election.csv" in told


def test_a_new_case_is_sound_once_the_two_examples_of_its_guide_are_copied(tmp_path: Path) -> None:
    folder = tmp_path / "Vote 2031"
    assert main(["new", str(folder), *OPTIONS]) == 0
    guide = (folder / "README.md").read_text(encoding="utf-8")
    for name in ("sources.csv", "election.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            start = len(next(csv.reader(lines)))
        row = next(line.strip() for line in guide.splitlines() if len(next(csv.reader([line.strip()]), [])) == start)
        with (folder / name).open("a", encoding="utf-8", newline="") as lines:
            lines.write(row + "\n")
    assert main(["validate", str(folder)]) == 0
    case = read_folder(folder)
    assert (case.info.id, case.info.title, case.info.country) == ("vote-2031", 'The "vote" of 2031', "xx")
    assert [fact.fact for fact in case.facts] == ["election-2031"]


def test_a_new_case_has_every_table_with_its_header_and_a_guide_to_each_column(tmp_path: Path) -> None:
    main(["new", str(tmp_path / "case")])
    guide = (tmp_path / "case" / "README.md").read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        header = (tmp_path / "case" / f"{name}.csv").read_text(encoding="utf-8")
        assert header == ",".join(column.name for column in file_columns(kind)) + "\n"
        assert f"### {name}.csv" in guide
    assert {"sources.csv", "texts.csv", "review.csv", "rules.toml"} <= {p.name for p in (tmp_path / "case").iterdir()}
    assert (tmp_path / "case" / "text" / "README.md").is_file()


def test_the_example_rows_follow_what_is_known() -> None:
    assert example_rows(Start("x"))["election.csv"].startswith("election,,Parliamentary election,")
    assert slug("Élection de 2031!") == "lection-de-2031"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a", "--xlsx", "b.xlsx"],
        ["--xlsx", "b.ods"],
        ["a", "--country", "Xland"],
        ["a", "--country", "uk"],
        ["a", "--poll", "9.6.2019"],
        ["a", "--poll", "2019-02-30"],
        ["a", "--poll", "2019-06"],
        ["--xlsx", "b.xlsx", "--country", "kz"],
        ["--xlsx", "none/b.xlsx"],
        ["full"],
    ],
)
def test_what_cannot_be_made_is_refused(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "full", {"mine.txt": b"mine"})
    assert main(["new", *arguments]) == 2
    assert capsys.readouterr().err.startswith("saylau: ")
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "mine.txt"]


def test_a_wrong_voting_day_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "case", "--poll", "9.6.2019"])
    said = capsys.readouterr().err
    assert said == "saylau: --poll 9.6.2019: write a day that there is as year-month-day, e.g. 2019-06-09\n"


def test_no_guide_of_a_new_case_shows_a_pattern_and_all_name_the_chapters_of_the_report(tmp_path: Path) -> None:
    main(["new", str(tmp_path / "case")])
    guides = [path.read_text("utf-8") for path in sorted((tmp_path / "case").rglob("*")) if path.is_file()]
    assert not [text for text in guides if "[a-z" in text or "]*$" in text]
    prose = (tmp_path / "case" / "text" / "README.md").read_text("utf-8")
    assert f"Chapters: {', '.join(CHAPTERS)}." in prose


def test_a_new_workbook_says_what_to_fill_in_and_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "case.xlsx")
    assert main(["new", "--xlsx", path]) == 0
    assert main(["validate", path]) == 4
    assert "sheet case" in capsys.readouterr().out
    assert main(["new", "--xlsx", path]) == 2


def test_a_sound_case_is_validated_in_one_line_of_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(write(tmp_path, SOUND))]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("invented: no problems; 4 facts about 4 things from 2 sources")
    assert told.out.count("\n") == 1


def test_a_broken_case_is_validated_as_a_table_of_everything_that_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path, changed(person="id,name,born,public,source\nada,Ada,[red]May,yes,s1\nbo,Bo,,yes,s9\n"))
    assert main(["validate", str(folder)]) == 4
    told = capsys.readouterr()
    (first, second) = (line.split() for line in told.out.splitlines() if "person.csv" in line)
    assert first == ["person.csv", "2", "born", "[red]May:", "is", "not", "a", "date"]
    assert second[:4] == ["person.csv", "3", "source", "s9:"]
    assert told.err == "2 problems; nothing was loaded\n"


def test_very_many_problems_are_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"p{number},,s1\n" for number in range(1001))
    assert main(["validate", str(write(tmp_path, changed(person="id,name,source\n" + rows, candidacy=None)))]) == 4
    told = capsys.readouterr()
    assert told.out.splitlines()[0].startswith("person.csv, row 2, column name: ")
    assert (len(told.out.splitlines()), told.err) == (1001, "1001 problems; nothing was loaded\n")
