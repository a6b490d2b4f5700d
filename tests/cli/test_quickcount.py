"""`saylau quickcount`: what each file may hold, what is refused and why, and that a sheet never claims too much."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from saylau.cli import main, quickcount_enter
from tests.cli.invented_count import DRAW, HEAD, drawn, folder, protocols, table

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a part of the verb in an empty folder; gives what it printed, or the error of the code that is expected."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYLAU_CACHE", str(tmp_path / "cache"))

    def run(*arguments: str, code: int = 0) -> str:
        assert main(["quickcount", *arguments]) == code, capsys.readouterr()
        said = capsys.readouterr()
        return " ".join((said.err if code else said.out).split())

    return run


def typed(run: Run, stations: list[str], truth: dict[str, dict[str, str]], heads: tuple[str, ...] = HEAD) -> None:
    """Enter the protocols of these stations twice."""
    for who in ("A", "B"):
        Path("typed.csv").write_text(protocols(truth, stations, heads), "utf-8")
        run("enter", "count", "typed.csv", "--by", who)


def whole(run: Run, more: str = "", leave: int = 1) -> tuple[dict[str, dict[str, str]], list[str]]:
    """A count of which all drawn stations but some have reported, in an order that tells nothing."""
    truth = folder(Path("count"), more=more)
    run("draw", "count", *DRAW)
    order = drawn(Path("count"))
    random.Random(2).shuffle(order)
    typed(run, order[: len(order) - leave], truth)
    return truth, order[: len(order) - leave]


def sheet(run: Run, *more: str) -> dict[str, Any]:
    """The JSON of an estimate."""
    run("estimate", "count", "--out", "sheet", *more)
    return dict(json.loads(Path("sheet/sheet.json").read_text("utf-8")))


def test_the_same_number_and_frame_draw_the_same_in_any_order_of_rows(run: Run) -> None:
    folder(Path("count"))
    run("draw", "count", *DRAW)
    first = Path("count/draw.json").read_bytes(), Path("count/sample.csv").read_bytes()
    head, *rows = Path("count/frame.csv").read_text("utf-8").splitlines()
    random.Random(1).shuffle(rows)
    Path("count/frame.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    run("verify", "count")
    Path("count/draw.json").unlink()
    run("draw", "count", *DRAW)
    assert (Path("count/draw.json").read_bytes(), Path("count/sample.csv").read_bytes()) == first


def test_a_draw_is_made_once(run: Run) -> None:
    folder(Path("count"))
    run("draw", "count", *DRAW)
    assert "not drawn again" in run("draw", "count", *DRAW, code=2)


def test_the_certificate_holds_what_was_fixed_and_who_saw_it(run: Run) -> None:
    folder(Path("count"))
    run("draw", "count", *DRAW)
    told = json.loads(Path("count/draw.json").read_text("utf-8"))
    assert (told["number"], told["number from"], told["witnesses"]) == ("7", "a lottery", ["Observer One"])
    assert [one["drawn"] for one in told["strata"]] == [8, 8, 8]
    assert told["design"]["fixed"]["publication"]["response"] == "0.9"
    assert len(told["statements fixed in advance"]) == 7


def test_a_frame_that_was_changed_after_the_draw_is_refused(run: Run) -> None:
    folder(Path("count"))
    run("draw", "count", *DRAW)
    path = Path("count/frame.csv")
    path.write_text(path.read_text("utf-8") + "900,s2,r1,500\n", "utf-8")
    assert "drawn from another frame" in run("verify", "count", code=2)
    assert "drawn from another frame" in run("estimate", "count", code=2)


@pytest.mark.parametrize("changed", [False, True], ids=["same design", "changed design"])
def test_a_station_put_into_the_certificate_by_hand_is_found(run: Run, changed: bool) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    path = Path("count/draw.json")
    sample = drawn(Path("count"))
    stranger = next(one for one in truth if one not in sample and truth[one]["stratum"] == "s0")
    inside = next(one for one in sample if truth[one]["stratum"] == "s0")
    path.write_text(path.read_text("utf-8").replace(f'"{inside}"', f'"{stranger}"'), "utf-8")
    if changed:
        design = Path("count/design.toml")
        design.write_text(design.read_text("utf-8").replace("Invented election", "Renamed election"), "utf-8")
    assert "does not draw the stations" in run("verify", "count", code=2)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other", "algorithm": "x"}', '{"format": 3}'])
def test_a_file_that_is_no_certificate_is_refused(run: Run, text: str) -> None:
    folder(Path("count"))
    Path("count/draw.json").write_text(text, "utf-8")
    assert "is no draw certificate" in run("verify", "count", code=2)


def test_before_the_draw_nothing_is_estimated(run: Run) -> None:
    folder(Path("count"))
    assert "nothing was drawn yet" in run("estimate", "count", code=2)
    run("draw", "count", *DRAW)
    assert "fewer than two reports" in run("estimate", "count", code=2)


def test_a_design_changed_after_the_draw_publishes_nothing(run: Run) -> None:
    whole(run, leave=0)
    assert not sheet(run)["missing"]
    design = Path("count/design.toml")
    design.write_text(design.read_text("utf-8").replace("stability = 0.9", "stability = 0.95"))
    assert "All unknown" in run("estimate", "count")
    assert "changed after" in run("verify", "count")
    assert "changed afterwards" in run("estimate", "count", "--publish", code=5)
    assert {one["stands"] for one in sheet(run)["sentences"]} == {"no"}


def test_a_whole_sample_is_published_with_its_sentence(run: Run) -> None:
    whole(run)
    said = run("estimate", "count", "--publish", "--out", "sheet")
    assert "ada received more votes than each other contestant" in said
    assert "23 of 24 (95.8 %)" in said
    assert "PROVISIONAL" not in said
    names = sorted(path.name for path in Path("sheet").iterdir())
    assert names == ["sheet.json", "sheet.md", "takes.csv", "takes.svg"]
    assert "23 of 24 stations" in Path("sheet/takes.svg").read_text("utf-8")


def test_an_early_take_is_provisional_names_what_lacks_and_no_winner(run: Run) -> None:
    whole(run)
    said = run("estimate", "count", "--until", "2031-05-04T21:00+05:00")
    assert (
        "PROVISIONAL, not for publication. Missing: response of the whole sample: 13 of 24 (54.2 %), asked at" in said
    )
    assert "Who received the most votes: unknown. Missing:" in said
    assert "received more votes" not in said
    assert "Fewer than 20 stations reported: shares are written as fractions of 1" in said
    refused = run("estimate", "count", "--until", "2031-05-04T21:00+05:00", "--publish", "--out", "no", code=5)
    assert "nothing was written" in refused
    assert not Path("no").exists()


def test_no_take_of_the_evening_speaks_before_the_rule_holds(run: Run) -> None:
    whole(run)
    for minute in range(10, 60, 10):
        told = sheet(run, "--until", f"2031-05-04T21:{minute:02d}+05:00")
        enough = told["stations"]["reported"] >= 0.9 * 24
        spoke = [one["says"] for one in told["sentences"] if "unknown" not in one["says"]]
        assert enough or not spoke


def test_with_fewer_than_twenty_reports_no_share_is_a_percentage(run: Run) -> None:
    whole(run)
    told = run("estimate", "count", "--until", "2031-05-04T21:00+05:00")
    estimates = told[told.index("Estimates") : told.index("Sentences")]
    rows = estimates[estimates.index("ada") :]
    assert not re.search(r"\d\.\d+ %", rows)


def test_the_order_of_reports_and_a_file_in_two_halves_change_no_byte(run: Run) -> None:
    truth, stations = whole(run)
    sheet(run)
    before = {path.name: path.read_bytes() for path in Path("sheet").iterdir()}
    head, *rows = Path("count/reports.csv").read_text("utf-8").splitlines()
    Path("count/reports.csv").unlink()
    random.Random(9).shuffle(rows)
    for half in (rows[::2], rows[1::2]):
        Path("half.csv").write_text("\n".join([head, *half]) + "\n", "utf-8")
        run("enter", "count", "half.csv")
    sheet(run)
    assert {path.name: path.read_bytes() for path in Path("sheet").iterdir()} == before
    assert len(truth) > len(stations)


def test_the_same_file_entered_twice_is_added_once(run: Run) -> None:
    truth, stations = whole(run)
    Path("typed.csv").write_text(protocols(truth, stations), "utf-8")
    assert "0 entries added" in run("enter", "count", "typed.csv", "--by", "A")


def test_entries_that_differ_and_sums_that_do_not_add_up_are_listed(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    first, second, *_ = drawn(Path("count"))
    typed(run, [first], {**truth, first: {**truth[first], "valid": "1"}})
    Path("one.csv").write_text(protocols(truth, [second]), "utf-8")
    assert f"{second}: waits for a second entry" in run("enter", "count", "one.csv", "--by", "A")
    other = {**truth, second: {**truth[second], "bo": "9"}}
    Path("two.csv").write_text(protocols(other, [second]), "utf-8")
    said = run("enter", "count", "two.csv", "--by", "B")
    assert f"{second}: the entries differ: bo {truth[second]['bo']} (A) / 9 (B)" in said
    assert f"{first}: does not add up: votes of all contestants against valid votes" in said
    assert run("enter", "count") == said.split("reports.csv ", 1)[1]


def test_reports_with_open_questions_stop_the_publication(run: Run) -> None:
    truth, stations = whole(run, leave=3)
    path = Path("count/reports.csv")
    one = truth[stations[0]]
    path.write_text(
        path.read_text("utf-8").replace(f",{one['valid']},{one['invalid']},", f",1,{one['invalid']},"), "utf-8"
    )
    told = sheet(run)
    assert told["stations"]["open_questions"] == [stations[0]]
    assert [
        one
        for one in told["missing"]
        if one.startswith("reports with open questions: 1 of 21 (4.8 %), asked under 2 %")
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("999,,1,1,1,1,3,4", "is no station of the frame"),
        ("NOTDRAWN,,1,1,1,1,3,4", "is in the frame but was not drawn"),
        ("DRAWN,,1.5,1,1,1,3,4", "is not a whole number"),
        ("DRAWN,,-4,1,1,1,3,4", "is not a whole number"),
        ("DRAWN,,,1,1,1,3,4", "is empty"),
        ("DRAWN,2031-05-04T21:00,1,1,1,1,3,4", "is not a moment with a time zone"),
        ("DRAWN,yesterday,1,1,1,1,3,4", "is not a moment with a time zone"),
    ],
)
def test_a_protocol_that_cannot_be_one_is_refused_with_its_row(run: Run, row: str, why: str) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    sample = drawn(Path("count"))
    row = row.replace("NOTDRAWN", next(one for one in truth if one not in sample)).replace("DRAWN", sample[0])
    Path("typed.csv").write_text(",".join(HEAD) + "\n" + row + "\n", "utf-8")
    said = run("enter", "count", "typed.csv", "--by", "A", code=4)
    assert "typed.csv, row 2" in said
    assert why in said
    assert not Path("count/reports.csv").exists()


def test_a_protocol_that_nobody_typed_or_with_an_unknown_column_is_refused(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    Path("typed.csv").write_text(protocols(truth, drawn(Path("count"))[:1]), "utf-8")
    assert "column by" in run("enter", "count", "typed.csv", code=4)
    Path("typed.csv").write_text("station,ada,bo,cy,vallid\n", "utf-8")
    assert "did you mean valid?" in run("enter", "count", "typed.csv", "--by", "A", code=4)
    assert "no such file" in run("enter", "count", "nothing.csv", "--by", "A", code=2)


def test_valid_votes_are_summed_where_no_column_holds_them_and_that_is_said(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    typed(run, drawn(Path("count")), truth, ("station", "at", "ada", "bo", "cy", "invalid"))
    assert "Summed from the other numbers, since protocols do not hold them: cast, valid." in run("estimate", "count")


def test_a_number_that_the_estimate_needs_and_no_protocol_holds_is_asked_for(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    stations = drawn(Path("count"))[:2]
    Path("typed.csv").write_text(protocols(truth, stations, ("station", "ada", "bo", "cy")), "utf-8")
    run("enter", "count", "typed.csv", "--by", "A")
    assert "lacks a number that the estimate needs" in run("enter", "count", "typed.csv", "--by", "B", code=4)


def test_without_times_stability_is_unknown_and_nothing_is_published(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    typed(run, drawn(Path("count")), truth, ("station", "ada", "bo", "cy", "valid", "cast"))
    said = run("estimate", "count", "--out", "sheet")
    assert "Take of a time that the reports do not tell" in said
    assert "how far the last takes lie apart, in margins (unknown)" in said
    assert not Path("sheet/takes.csv").exists()


def test_silent_strata_are_joined_with_a_neighbour_and_named(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    stations = [one for one in drawn(Path("count")) if truth[one]["stratum"] != "s1"]
    typed(run, stations, truth)
    said = run("estimate", "count")
    assert "Strata without a report: s1." in said
    assert "Used as one stratum, in the order fixed before: s0 + s1." in said
    assert "r0 16 8 of 16 " in said


def test_losses_are_told_by_reason_and_tested(run: Run) -> None:
    _, stations = whole(run)
    (silent,) = set(drawn(Path("count"))) - set(stations)
    Path("count/losses.csv").write_text(f"station,reason\n{silent},expelled\n", "utf-8")
    assert "Silent: 1: expelled 1." in run("estimate", "count")
    Path("count/losses.csv").write_text("station,reason\n999,asleep\n", "utf-8")
    said = run("estimate", "count", code=4)
    assert "was not drawn" in said
    assert "write one of: refused, expelled" in said


def test_certainty_stations_are_drawn_whatever_the_number(run: Run) -> None:
    truth = folder(Path("count"))
    rows = [{"station": s, **told, "certainty": "yes" if s in ("000", "021") else ""} for s, told in truth.items()]
    heads = ("station", "stratum", "region", "registered", "certainty")
    Path("count/frame.csv").write_text(table(heads, rows), "utf-8")
    run("draw", "count", *DRAW)
    assert {"000", "021"} <= set(drawn(Path("count")))
    assert "s0 (certainty) r0 1 1" in run("design", "count")


def past(truth: dict[str, dict[str, str]]) -> str:
    return table(("stratum", "ada", "bo", "valid"), list(truth.values()))


PAST = '\n[sample.past]\nfile = "past.csv"\nvotes = ["ada", "bo"]\nbase = "valid"\n'


def test_a_past_election_gives_sizes_and_neyman_s_allocation_and_can_be_simulated(run: Run) -> None:
    truth = folder(Path("count"), more='allocation = "neyman"\n' + PAST)
    Path("count/past.csv").write_text(past(truth), "utf-8")
    said = run("design", "count", "--margin", "0.5")
    assert "neyman: 24 stations asked for" in said
    assert "contestant of the past proportional Neyman" in said
    first = run("simulate", "count", "--draws", "200", "--seed", "5", "--response", "0.9")
    assert "200 draws" in first
    assert "ada over bo" in first
    assert run("simulate", "count", "--draws", "200", "--seed", "5", "--response", "0.9") == first


@pytest.mark.parametrize(
    ("content", "why", "code"),
    [
        (None, "no such file", 2),
        ("stratum,ada,bo,valid\ns9,1,1,2\n", "is no stratum of the frame", 4),
        ("stratum,ada,bo,valid\ns0,1,1,2\n", "no station", 2),
        ("stratum,ada,valid\ns0,1,2\n", "the column is missing", 4),
    ],
)
def test_a_past_election_that_does_not_fit_is_refused(run: Run, content: str | None, why: str, code: int) -> None:
    folder(Path("count"), more=PAST)
    if content is not None:
        Path("count/past.csv").write_text(content, "utf-8")
    assert why in run("simulate", "count", "--draws", "2", code=code)


def test_without_a_past_election_no_size_is_told_and_nothing_simulated(run: Run) -> None:
    folder(Path("count"))
    assert "No past election is named" in run("design", "count")
    assert "no table [sample.past]" in run("simulate", "count", code=2)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"cy"]', '"cy", "cast"]', "cannot be the name of a contestant"),
        ('"cy"]', '"ada"]', "cannot be the name of a contestant"),
        ("turnout = true", "turnnout = true", "is no key of this file"),
        ("turnout = true", "level = 95", "docs/how-to/quick-count.md"),
        ("[frame]\n", "[[threshold]]\nof = 'nobody'\nat = 0.5\n[frame]\n", "nobody whom a threshold can concern"),
        ("[frame]\n", "[collapse]\norder = ['s0', 's1', 's7']\n[frame]\n", "only one of frame and order"),
        ('version = "list of 20 April 2031"', "", "is missing"),
        ("[sample]", "[sample]\nmethod = 'proportional to size'", "needs a variance of its own"),
        ("turnout = true", "turnout = ", "is not TOML"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_its_key(run: Run, old: str, new: str, why: str) -> None:
    folder(Path("count"))
    path = Path("count/design.toml")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    said = run("design", "count", code=4)
    assert why in said
    assert "design.toml" in said


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("1,a,x,100\n1,a,x,100\n", "stands in row 2 already"),
        ("1,a,x,many\n", "is not a whole number"),
        ("1,a,x,100\n2,a,y,100\n", "lies in x and in y"),
        ("1,,x,100\n", "write the stratum"),
        ("1,a,,100\n", "write the region"),
        (",a,x,100\n", "is empty"),
        ("1,a (certainty),x,100\n", "certainty: yes"),
        ("", "holds no station"),
    ],
)
def test_a_frame_that_cannot_be_one_is_refused(run: Run, rows: str, why: str) -> None:
    folder(Path("count"))
    Path("count/frame.csv").write_text("station,stratum,region,registered\n" + rows, "utf-8")
    assert why in run("design", "count", code=4)


def test_a_folder_without_files_a_sample_of_too_many_and_wrong_shares_are_refused(run: Run) -> None:
    Path("empty").mkdir()
    assert "no design.toml there" in run("design", "empty", code=2)
    folder(Path("count"), stations=500)
    assert "a number from 1 to 60" in run("design", "count", code=2)
    assert "a number from 1 to 60" in run("draw", "count", *DRAW, code=2)
    assert "percentage points" in run("design", "count", "--margin", "0", code=2)
    assert "above 0 and at most 1" in run("design", "count", "--response", "0", code=2)
    assert "--number and --witness" in run("draw", "count", "--number", " ", *DRAW[2:], code=2)
    Path("count/design.toml").write_text(Path("count/design.toml").read_text().replace("500", "24"))
    run("draw", "count", *DRAW)
    assert "not a moment with a time zone" in run("estimate", "count", "--until", "nine", code=2)


def test_stations_left_out_and_unused_columns_are_told(run: Run) -> None:
    truth = folder(Path("count"))
    Path("count/left-out.csv").write_text("station,registered,reason\nA1,1200,abroad\n", "utf-8")
    rows = [{"station": s, **told, "address": "x", "kind": "rural"} for s, told in truth.items()]
    heads = ("station", "stratum", "region", "registered", "address", "kind")
    Path("count/frame.csv").write_text(table(heads, rows), "utf-8")
    said = run("design", "count")
    assert "Left out: 1 stations with 1,200 registered voters" in said
    assert "Columns that nothing asks for: address." in said
    run("draw", "count", *DRAW)
    typed(run, drawn(Path("count"))[:-2], truth)
    told = run("estimate", "count")
    assert "Left out of the frame: 1 stations with 1,200 registered voters (abroad 1)." in told
    assert "Reported by kind: rural 22 of 24 (91.7 %)." in told


def official(truth: dict[str, dict[str, str]], stations: list[str]) -> None:
    heads = ("station", "ada", "bo", "cy", "valid", "cast")
    Path("count/official.csv").write_text(table(heads, [{"station": s, **truth[s]} for s in stations]), "utf-8")


def test_figures_that_agree_are_in_line_and_their_difference_is_nothing(run: Run) -> None:
    truth, _ = whole(run)
    official(truth, list(truth))
    said = run("compare", "count", "--out", "out")
    assert "Every number agrees in 23 of 23" in said
    assert "in line" in said
    assert "concern" not in said
    told = json.loads(Path("out/comparison.json").read_text("utf-8"))["official"]
    over = told["over_the_frame"]
    assert list(over) == ["ada", "bo", "cy", "valid"]
    assert all(one == {"votes": 0, "margin": 0} for one in over.values())
    assert "The same stations, number by number" in run("estimate", "count")


def test_figures_that_differ_are_a_concern_and_never_more(run: Run) -> None:
    truth, stations = whole(run)
    raised = {s: {**t, "ada": str(int(t["ada"]) + 200), "valid": str(int(t["valid"]) + 200)} for s, t in truth.items()}
    official(raised, list(raised))
    said = run("compare", "count")
    assert "concern" in said
    assert "A difference is a question to the commission and to the observer" in said
    assert "more differences stand in the JSON file" in said
    assert "fraud" not in said
    assert len(stations) == 23


def test_before_the_rule_holds_a_comparison_of_totals_is_unknown(run: Run) -> None:
    truth, _ = whole(run, leave=6)
    official(truth, list(truth))
    said = run("compare", "count")
    assert "Unknown, since the publication rule does not hold." in said
    assert "in line" not in said


def test_official_figures_of_some_stations_give_no_total_and_an_official_total_can_be_written_down(run: Run) -> None:
    truth, stations = whole(run)
    official(truth, stations)
    assert "no total to compare with" in run("compare", "count")
    sums = {name: sum(int(told[name]) for told in truth.values()) for name in ("ada", "bo", "cy", "valid", "cast")}
    design = Path("count/design.toml")
    lines = "".join(f"{name} = {n}\n" for name, n in sums.items())
    design.write_text(design.read_text("utf-8") + f"\n[official]\n{lines}", "utf-8")
    said = run("compare", "count")
    assert "in line" in said
    assert "changed" not in run("verify", "count")


def test_official_stations_outside_the_frame_are_told_apart(run: Run) -> None:
    truth, _ = whole(run)
    abroad = {**truth, "A1": {"ada": "90", "bo": "5", "cy": "5", "valid": "100", "cast": "101"}}
    official(abroad, list(abroad))
    assert "1 official stations with 100 votes stand outside the frame" in run("compare", "count")


def test_without_official_figures_there_is_nothing_to_compare(run: Run) -> None:
    whole(run)
    assert "official.csv: no such file" in run("compare", "count", code=2)


def test_proportions_of_few_stations_are_fractions(run: Run) -> None:
    _, stations = whole(run)
    few = "".join(f"{s},{'yes' if at % 3 else 'no'},{'yes' if at < 10 else ''}\n" for at, s in enumerate(stations))
    Path("count/observations.csv").write_text("station,box sealed,list posted\n" + few, "utf-8")
    said = run("stations", "count")
    assert "box sealed 15 of 23 (65.2 %)" in said
    assert said.endswith("list posted 10 of 10")
    Path("count/observations.csv").write_text(f"station,box sealed\n{stations[0]},perhaps\n999,yes\n", "utf-8")
    refused = run("stations", "count", code=4)
    assert "neither yes nor no" in refused
    assert "was not drawn" in refused
    Path("count/observations.csv").write_text(f"station,box sealed\n{stations[0]},yes\n", "utf-8")
    assert "1 of 1 too few answers" in run("stations", "count")


def test_simultaneous_margins_from_the_covariances_say_so(run: Run) -> None:
    whole(run, more='[[threshold]]\nof = "ada"\nat = 0.5\n')
    wide = sheet(run)
    Path("count/draw.json").unlink()
    design = Path("count/design.toml")
    design.write_text(
        design.read_text("utf-8").replace("turnout = true", 'turnout = true\ntogether = "covariance"'), "utf-8"
    )
    run("draw", "count", *DRAW)
    assert "joint t distribution" in run("estimate", "count")
    narrow = sheet(run)
    for one, other in zip(narrow["statements"], wide["statements"], strict=True):
        assert one["margin"] == other["margin"]
        assert one["margin"] < one["margin_together"]
    assert all(
        one["margin_together"] < other["margin_together"]
        for one, other in zip(narrow["statements"], wide["statements"], strict=True)
        if one["sort"] != "threshold"
    )


def test_reports_are_told_by_the_hour_in_which_they_came(run: Run) -> None:
    whole(run)
    assert "2031-05-04 20:00 12 12 of 24 (50.0 %)" in run("estimate", "count")


def test_a_protocol_can_be_typed_number_by_number(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    (station, *_) = drawn(Path("count"))
    told = truth[station]
    order = ("ada", "bo", "cy", "valid", "invalid", "cast", "issued", "registered")
    lines = "".join(f"{told.get(name, '') if name != 'registered' else ''}\n" for name in order)
    at = ("--at", "2031-05-04T21:40+05:00")
    said = ""
    for who in ("A", "B"):
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        said = run("enter", "count", "--station", station, "--by", who, *at)
    assert "accepted: 1 of 24 (4.2 %) stations" in said
    assert f"{station},A,2031-05-04T21:40:00+05:00,{told['ada']}," in Path("count/reports.csv").read_text("utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("12\n"))
    assert "bo: standard input ended" in run("enter", "count", "--station", station, "--by", "C", code=2)
    monkeypatch.setattr("sys.stdin", io.StringIO("twelve\n" + lines.split("\n", 1)[1]))
    assert "is not a whole number" in run("enter", "count", "--station", station, "--by", "C", code=4)
    assert "say who with --by" in run("enter", "count", "--station", station, code=2)
    assert "was not drawn" in run("enter", "count", "--station", "999", "--by", "C", code=2)
    assert "one of the two" in run("enter", "count", "typed.csv", "--station", station, "--by", "C", code=2)


def test_somebody_who_is_writing_is_waited_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    Path("typed.csv").write_text(protocols(truth, drawn(Path("count"))[:1]), "utf-8")
    monkeypatch.setattr(quickcount_enter, "WAIT", 0.05)
    with FileLock("count/.reports.csv.lock"):
        assert "somebody else is writing it" in run("enter", "count", "typed.csv", "--by", "A", code=2)
    assert "1 entry added" in run("enter", "count", "typed.csv", "--by", "A")
