"""Roles beside the plain counts: kinds of station, hours of reports, several contests, caps and control equations."""

from __future__ import annotations

from pathlib import Path

import numpy as np  # noqa: TID253
import pytest

from saylau.errors import CaseRefused, WrongUse
from saylau.methods.results.equations import equation
from saylau.methods.results.roles import Role
from saylau.methods.results.screens import run_screens
from saylau.methods.results.stations import Why, used_by_integers
from saylau.tables.declared import declared, from_toml
from saylau.tables.headers import recognised
from saylau.tables.results import ResultsTable, read_results

HEADER = "station,kind of station,registered,ballots_issued,ballots_counted,valid,leader"
ROWS = ("1,ordinary,1000,620,618,610,300", "2,ship,750,500,500,495,244", "3,ordinary,750,700,699,690,401")
PLAIN = "\n".join((HEADER, *ROWS)) + "\n"


def read(folder: Path, text: str, toml: str = "") -> ResultsTable:
    (folder / "r.csv").write_text(text, encoding="utf-8")
    (folder / "r.toml").write_text(toml, encoding="utf-8")
    return read_results(folder / "r.csv", from_toml(folder / "r.toml"))


def refused(folder: Path, text: str, toml: str) -> str:
    with pytest.raises(CaseRefused) as found:
        read(folder, text, toml)
    return str(found.value)


def named(table: ResultsTable) -> dict[str, list[int]]:
    return {found.screen.name: found.rows.tolist() for found in run_screens(table.stations) if len(found.rows)}


# Kinds of station


def test_kinds_of_station_are_read_as_the_source_writes_them(tmp_path: Path) -> None:
    stations = read(tmp_path, PLAIN).stations
    assert stations.kinds == ("ordinary", "ship")
    assert stations.of_kinds(("ship",)).tolist() == [False, True, False]
    assert read(tmp_path, PLAIN.replace("kind of station", "k")).stations.kind is None


def test_stations_of_a_kind_that_is_declared_special_are_left_out_of_the_tests_and_counted(tmp_path: Path) -> None:
    stations = read(tmp_path, PLAIN, '[file]\nspecial = ["ship"]\n').stations
    used = used_by_integers(stations)
    assert [(out.why, out.rows, out.registered) for out in used.excluded] == [(Why.SPECIAL, 1, 750)]
    assert used.registered_of_all == 2_500


def test_a_special_kind_that_no_station_has_is_refused(tmp_path: Path) -> None:
    why = refused(tmp_path, PLAIN, '[file]\nspecial = ["hospital"]\n')
    assert "no station is of the kind 'hospital'" in why
    assert "ordinary, ship" in why


def test_a_column_of_a_hundred_kinds_is_no_column_of_kinds(tmp_path: Path) -> None:
    rows = (f"{i},kind {i},1000,620,618,610,300" for i in range(101))
    assert "101 kinds of station" in refused(tmp_path, "\n".join((HEADER, *rows)) + "\n", "")


def test_a_long_table_keeps_its_kinds(tmp_path: Path) -> None:
    rows = ("1,ordinary,500,a,100", "1,ordinary,500,b,50", "2,ship,90,a,40", "2,ship,90,b,9")
    stations = read(tmp_path, "\n".join(("station,station_kind,registered,option,votes", *rows)) + "\n").stations
    assert stations.kind is not None
    assert [stations.kinds[place] for place in stations.kind] == ["ordinary", "ship"]


# Hours


@pytest.mark.parametrize(
    ("header", "role"),
    [("voted_by_12", "voted_by_1200"), ("Voted by 17:30", "voted_by_1730"), ("voted_by_2", "voted_by_2"),
     ("Проголосовало на 10.00", "voted_by_1000"), ("Wähler bis 14 Uhr", "voted_by_1400"),
     ("contest_2", "contest_2"), ("voted_by_25", ""), ("turnout at 12:00", "")],
)  # fmt: skip
def test_hours_and_contests_are_known_by_their_names(header: str, role: str) -> None:
    assert list(recognised([header])) == [role] * bool(role)


DAY = "station,registered,ballots_counted,leader,evening,noon\n1,900,600,200,500,250\n"
HOURS = '[columns]\nvoted_by_1700 = "evening"\nvoted_by_1200 = "noon"\n'


def test_reports_stand_in_the_order_of_their_hours(tmp_path: Path) -> None:
    day = read(tmp_path, DAY, HOURS + '[file]\nclose = "20:00+04:00"\n').stations.day
    assert [(report.name, report.voted.tolist()) for report in day.reports] == [("12:00", [250]), ("17:00", [500])]
    assert (day.hours, day.zone) == ((720, 1_020, 1_200), "+04:00")
    assert read(tmp_path, DAY, HOURS).stations.day.hours is None


@pytest.mark.parametrize("close", ["20:00", "8 pm", "20:00 Asia/Tbilisi", "25:00Z"])
def test_a_close_without_a_zone_is_refused(tmp_path: Path, close: str) -> None:
    assert "is no clock time with a zone" in refused(tmp_path, DAY, f'{HOURS}[file]\nclose = "{close}"\n')


def test_a_close_before_the_last_report_is_refused(tmp_path: Path) -> None:
    assert "later than the close" in refused(tmp_path, DAY, HOURS + '[file]\nclose = "16:00 local"\n')


def test_reports_by_number_and_by_hour_are_not_mixed(tmp_path: Path) -> None:
    toml = '[columns]\nvoted_by_2 = "evening"\nvoted_by_1200 = "noon"\n'
    assert "some reports have an hour and some a number" in refused(tmp_path, DAY, toml)


def test_contests_stand_by_the_names_of_their_columns(tmp_path: Path) -> None:
    toml = '[columns]\ncontest_2 = "noon"\ncontest_1 = ["evening", "noon"]\n'
    contests = read(tmp_path, DAY, toml).stations.contests
    assert {name: votes.tolist() for name, votes in contests.items()} == {"evening + noon": [750], "noon": [250]}


# Caps and equations


def test_numbers_at_a_cap_are_named_as_unusual(tmp_path: Path) -> None:
    table = read(tmp_path, PLAIN, "[caps]\nregistered = 750\n")
    assert named(table)["at_cap_registered"] == [1, 2]
    assert named(table)["above_cap_registered"] == [0]
    kinds = {found.screen.name: found.screen.violation for found in run_screens(table.stations)}
    assert not kinds["at_cap_registered"]


def test_a_country_s_own_control_equation_is_a_screen(tmp_path: Path) -> None:
    toml = '[equations]\nspoilt = "ballots_issued = ballots_counted"\nmost = "ballots_counted + leader <= registered"\n'
    assert {name: rows for name, rows in named(read(tmp_path, PLAIN, toml)).items() if "equation" in name} == {
        "equation_spoilt": [0, 2], "equation_most": [2],
    }  # fmt: skip


def test_a_number_that_is_not_stated_breaks_no_equation(tmp_path: Path) -> None:
    toml = '[equations]\nspoilt = "ballots_issued = ballots_counted"\n'
    assert "equation_spoilt" not in named(read(tmp_path, PLAIN.replace(",620,", ",,").replace(",700,", ",,"), toml))


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ('[equations]\na = "ballots_issued"\n', "two sums"),
        ('[equations]\na = "ballots_issued = votes"\n', "'votes' is no role of a count"),
        ('[equations]\na = "ballots_received = ballots_issued"\n', "needs ballots_received"),
        ("[caps]\nvotes = 5\n", "is no role of a count"),
        ("[caps]\nregistered = 0\n", "is no number above 0"),
        ("[caps]\nballots_lost = 5\n", "needs ballots_lost"),
        ("[limits]\nregistered = 5\n", "no table of that name"),
    ],
)
def test_a_wrong_cap_or_equation_names_what_is_wrong(tmp_path: Path, toml: str, why: str) -> None:
    assert why in refused(tmp_path, PLAIN, toml)


def test_an_equation_reads_its_sums_and_sign() -> None:
    found = equation("ballots_received + ballots_not_accounted >= ballots_issued")
    assert (found.left, found.sign, found.right) == ((Role.RECEIVED, Role.NOT_ACCOUNTED), ">=", (Role.ISSUED,))


def test_roles_with_numbers_may_be_given_on_the_command_line() -> None:
    given = declared("voted_by_1200=noon,contest_1=a+b,close=20:00 local")
    assert dict(given.columns) == {"voted_by_1200": ("noon",), "contest_1": ("a", "b")}
    assert given.closing == (1_200, "local")


# Lists of voters


def test_a_list_that_changed_by_more_than_a_tenth_is_named(tmp_path: Path) -> None:
    text = "station,registered,registered_before,ballots_counted,leader\n" + "".join(
        f"{i},{n},1000,500,200\n" for i, n in enumerate((1100, 1101, 900, 899))
    )
    table = read(tmp_path, text)
    assert named(table)["list_changed"] == [1, 3]
    assert np.array_equal(table.stations.count(Role.BEFORE), [1000] * 4)


# What turnout and share are computed from


def test_a_description_tells_what_turnout_and_share_are_computed_from(tmp_path: Path) -> None:
    told = read(tmp_path, PLAIN, '[file]\nturnout = "counted"\nshare = "valid"\n').stations
    assert (told.turnout_role, told.share_role) == (Role.COUNTED, Role.VALID)
    assert told.base.tolist() == [610, 495, 690]
    silent = read(tmp_path, PLAIN).stations
    assert (silent.turnout_role, silent.share_role) == (Role.ISSUED, Role.COUNTED)
    short = read_results(tmp_path / "r.csv", declared("share=valid")).stations
    assert (short.turnout_role, short.share_role) == (Role.ISSUED, Role.VALID)


def test_the_call_goes_before_the_description(tmp_path: Path) -> None:
    read(tmp_path, PLAIN)
    described = declared("share=valid,turnout=valid")
    asked = read_results(tmp_path / "r.csv", described, share="counted").stations
    assert (asked.turnout_role, asked.share_role) == (Role.VALID, Role.COUNTED)


def test_ballots_that_cannot_be_a_denominator_or_do_not_stand_in_the_table_are_refused(tmp_path: Path) -> None:
    assert "choose counted, valid" in refused(tmp_path, PLAIN, '[file]\nshare = "issued"\n')
    assert "choose issued, counted, valid" in refused(tmp_path, PLAIN, '[file]\nturnout = "early"\n')
    bare = "station,registered,ballots_counted,leader\n1,1000,618,300\n"
    with pytest.raises(WrongUse, match=r"^share: the table has no column of ballots valid"):
        read(tmp_path, bare, '[file]\nshare = "valid"\n')
