"""Search interest: text alone in the case of 2019, and hand-made exports of invented candidates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from saylau.checks import campaign_search
from saylau.checks.finding import Outcome
from saylau.errors import CaseRefused
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Display, Fact
from saylau.records.files import named_files, with_files
from saylau.records.folder import read_folder, write_folder
from saylau.records.kinds import SearchSeries
from saylau.records.package import read_package, write_package
from saylau.values import When
from saylau.values.message import From, Name
from tests.cases import case_of, election, fact
from tests.checks.found import measure, one, without
from tests.checks.ruled import stood

CHECK = campaign_search.search_interest
FIRST = date(2019, 4, 1)


def made(columns: dict[str, list[int]]) -> bytes:
    """An export of daily values from 1 April 2019."""
    head = "Category: all\n\nDay," + ",".join(f"{term}: (Country)" for term in columns)
    rows = [
        f"{FIRST + timedelta(days=at)}," + ",".join(str(v) for v in values)
        for at, values in enumerate(zip(*columns.values(), strict=True))
    ]
    return ("\n".join([head, *rows]) + "\n").encode()


def series(file: str, data: bytes, term: str, who: str = "", **more: str) -> Fact[Record]:
    display = Display(more.pop("display", "public"))
    given = {"election": "election-2019", "file": f"tables/{file}.csv", "sha256": sha256(data).hexdigest()}
    record = SearchSeries.model_validate(given | {"term": term, "candidacy": f"{who}-2019" if who else None} | more)
    return fact(record, f"{file}-{term.lower()}", display=display)


def interest(files: dict[str, bytes], *facts: Fact[Record]) -> Case:
    people = [f for who in ("ada", "ben", "cid") for f in stood(who)[:2]]
    return replace(case_of(election(), *people, *facts), files={f"tables/{n}.csv": d for n, d in files.items()})


ADA = [2] * 30 + [100, 80] + [2] * 8
BEN = [10] * 40
ONE = made({"Ada": ADA, "Ben": BEN})


def batch() -> Case:
    return interest({"one": ONE}, series("one", ONE, "Ada", "ada"), series("one", ONE, "Ben", "ben"))


def ranked(case: Case) -> list[str]:
    found = one(case, CHECK).message.values["who"]
    assert isinstance(found, tuple)
    return [w.value.thing for w in found if isinstance(w, From) and isinstance(w.value, Name)]


def test_the_case_of_2019_holds_no_series_and_the_missing_charts_stand_beside_it(kazakhstan: Case) -> None:
    finding = one(kazakhstan, CHECK)
    assert finding.outcome is Outcome.UNKNOWN
    assert {"missing-chart-may", "missing-chart-year"} <= set(finding.context)
    assert finding.questions


def test_peak_median_mean_and_burst_of_each_candidate() -> None:
    finding = one(batch(), CHECK)
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "peak:ada-2019") == date(2019, 5, 1)
    assert measure(finding, "median:ada-2019") == 2
    # 38 days of 1.5 to 2.5, 99.5 to 100, and 79.5 to 80.5, over 40 days: 236 / 40 and 275.5 / 40
    assert measure(finding, "mean_low:ada-2019") == pytest.approx(5.9)
    assert measure(finding, "mean_high:ada-2019") == pytest.approx(6.9)
    assert measure(finding, "burst_1:ada-2019") == When("2019-05-01/2019-05-02")
    assert not [m for m in finding.measures if m.name.startswith("burst") and m.name.endswith("ben-2019")]


def test_the_order_follows_the_mean_and_changes_with_it() -> None:
    assert ranked(batch()) == ["ben-2019", "ada-2019"]
    data = made({"Ada": [90] * 39 + [100], "Ben": BEN})
    other = interest({"one": data}, series("one", data, "Ada", "ada"), series("one", data, "Ben", "ben"))
    assert ranked(other) == ["ada-2019", "ben-2019"]


def test_it_is_always_said_to_be_a_relative_index() -> None:
    finding = one(batch(), CHECK)
    assert "relative" in finding.message.template
    assert any("no number of searches" in str(limit) for limit in finding.limits)
    assert any("noise" in str(limit) for limit in finding.limits)


def test_two_exports_are_joined_by_their_anchor() -> None:
    first, second = made({"Ada": ADA, "Cup": [80] * 40}), made({"Cid": [30] * 40, "Cup": [40] * 39 + [100]})
    anchors = [series("one", first, "Cup", anchor="yes"), series("two", second, "Cup", anchor="yes")]
    case = interest(
        {"one": first, "two": second}, series("one", first, "Ada", "ada"), series("two", second, "Cid", "cid"), *anchors
    )
    finding = one(case, CHECK)
    # 40 x 80 over 39 x 40 + 100 = 3200 / 1660; half a unit for each of 40 days: 3180 / 1680 and 3220 / 1640
    assert measure(finding, "mean_low:cid-2019") == pytest.approx(29.5 * 3180 / 1680, abs=0.05)
    assert measure(finding, "mean_high:cid-2019") == pytest.approx(30.5 * 3220 / 1640, abs=0.05)
    apart = without(case, "two-cup")
    assert ranked(apart) == ["ada-2019"]
    assert any(
        "could not be joined" in limit.template for limit in one(apart, CHECK).limits if not isinstance(limit, str)
    )


def test_a_file_that_is_gone_or_no_export_leaves_it_unknown() -> None:
    assert one(replace(batch(), files={}), CHECK).outcome is Outcome.UNKNOWN
    assert one(replace(batch(), files={"tables/one.csv": b"words"}), CHECK).outcome is Outcome.UNKNOWN


def test_withheld_series_are_not_used() -> None:
    assert one(interest({"one": ONE}, series("one", ONE, "Ada", "ada", display="withheld")), CHECK).questions


# Files that records name


def test_a_case_with_an_export_is_written_packed_and_read_with_it(tmp_path: Path) -> None:
    case = batch()
    write_folder(case, tmp_path / "case")
    assert read_folder(tmp_path / "case").files == case.files
    write_package(case, None, tmp_path / "case.zip")
    assert read_package(tmp_path / "case.zip").files == case.files
    assert named_files(case) == ("tables/one.csv",)


@pytest.mark.parametrize(("data", "why"), [(None, "no such file"), (b"other", "another hash")])
def test_a_file_that_is_missing_or_was_changed_is_refused(data: bytes | None, why: str) -> None:
    with pytest.raises(CaseRefused) as refused:
        with_files(batch(), lambda _: data)
    assert {p.file for p in refused.value.problems} == {"search_series.csv"}
    assert all(why in p.why for p in refused.value.problems)


def test_a_file_of_a_series_that_is_left_out_is_not_written(tmp_path: Path) -> None:
    write_folder(without(batch(), SearchSeries), tmp_path / "case")
    assert not (tmp_path / "case" / "tables").exists()
