"""`saylau quickcount estimate` and `stations`: what the sheet tells, and that it never claims too much."""

from __future__ import annotations

import random
import re
from pathlib import Path

from tests.cli.quickcount.invented_count import DRAW, Run, drawn, folder, sheet, typed, whole


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


def test_valid_votes_are_summed_where_no_column_holds_them_and_that_is_said(run: Run) -> None:
    truth = folder(Path("count"))
    run("draw", "count", *DRAW)
    typed(run, drawn(Path("count")), truth, ("station", "at", "ada", "bo", "cy", "invalid"))
    assert "Summed from the other numbers, since protocols do not hold them: cast, valid." in run("estimate", "count")


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


def test_regions_are_estimated_where_enough_stations_reported_and_refused_elsewhere(run: Run) -> None:
    truth = folder(Path("count"), stations=40)
    assert "since fewer than 20 stations are drawn there: r1" in run("design", "count")
    run("draw", "count", *DRAW)
    typed(run, drawn(Path("count")), truth)
    said = run("estimate", "count")
    assert "r1: not estimated, fewer than 20 reports; 13 of 13 drawn stations reported" in said
    assert re.search(r"r0 (\d+) of \1 \(100.0 %\) ada [\d.]+ %", said)
    r0, r1 = sheet(run)["regions"]
    assert (r1["shares"], r1["not_estimated"]) == ([], "fewer than 20 reports")
    ada = r0["shares"][0]
    votes = [sum(int(one[name]) for one in truth.values() if one["region"] == "r0") for name in ("ada", "valid")]
    assert ada["interval_of_all_regions_together"][0] < votes[0] / votes[1] < ada["interval_of_all_regions_together"][1]


def test_the_sheet_tells_the_response_of_every_stratum(run: Run) -> None:
    truth, reported = whole(run)
    told = {one["stratum"]: one for one in sheet(run)["response"]}
    assert sum(one["reported"] for one in told.values()) == 23
    for name, one in told.items():
        own = [int(truth[station]["registered"]) for station in reported if truth[station]["stratum"] == name]
        assert (one["drawn"], one["stations"]) == (8, 20)
        assert (one["reported"], one["registered_behind_reports"]) == (len(own), sum(own))


def test_turnout_is_told_in_ballots_too(run: Run) -> None:
    truth, _ = whole(run)
    found = re.search(r"Ballots in the boxes of the frame: ([\d,]+) to ([\d,]+)", run("estimate", "count"))
    assert found is not None
    low, high = (int(end.replace(",", "")) for end in found.groups())
    assert low < sum(int(one["cast"]) for one in truth.values()) < high
