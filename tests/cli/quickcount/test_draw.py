"""`saylau quickcount draw` and `verify`: drawn once, by a number, and tested against frame and certificate."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.cli.quickcount.invented_count import DRAW, Run, drawn, folder


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
