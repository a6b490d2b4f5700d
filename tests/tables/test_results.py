"""Results files of many kinds: the same stations whatever the form, and every row that is none told with its reason."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import duckdb  # noqa: TID253
import numpy as np  # noqa: TID253
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook  # noqa: TID253

from saylau.errors import CaseRefused, WrongUse
from saylau.methods.results.roles import MISSING, Role
from saylau.tables.declared import Declared, declared
from saylau.tables.results import ResultsTable, read_results

HEADER = "region,district,station,registered,ballots_issued,ballots_counted,valid,leader"
ROWS = (
    "North,N1,1,1000,620,618,610,300",
    "North,N1,2,812,500,500,495,244",
    "North,N2,10,1234,700,699,690,401",
    "South,S1,1,640,333,333,330,111",
)
PLAIN = "\n".join((HEADER, *ROWS)) + "\n"


def read(
    tmp_path: Path,
    data: str | bytes,
    columns: str = "",
    name: str = "r.csv",
    *,
    leader: str = "",
    turnout: str = "",
    share: str = "",
) -> ResultsTable:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_results(path, declared(columns), leader=leader, turnout=turnout, share=share)


def same(one: ResultsTable, other: ResultsTable) -> bool:
    a, b = one.stations, other.stations
    keys = [a.key(i) for i in range(len(a))] == [b.key(i) for i in range(len(b))]
    return keys and all(np.array_equal(a.counts[role], b.counts[role]) for role in a.counts)


@pytest.fixture
def plain(tmp_path: Path) -> ResultsTable:
    return read(tmp_path, PLAIN, name="plain.csv")


def test_roles_are_told_before_a_row_is_read(tmp_path: Path) -> None:
    told: list[tuple[str, ...]] = []
    path = tmp_path / "r.csv"
    path.write_text(PLAIN)
    read_results(
        path, told_roles=lambda roles: told.append(tuple(roles.columns)), tell=lambda step: told.append((step,))
    )
    assert told.index(("reading rows",)) > told.index(tuple(HEADER.split(",")))


def test_a_plain_file_is_arrays_in_the_order_of_keys(plain: ResultsTable) -> None:
    stations = plain.stations
    assert [stations.key(i) for i in range(4)] == [
        ("North", "N1", "1"), ("North", "N1", "2"), ("North", "N2", "10"), ("South", "S1", "1"),
    ]  # fmt: skip
    assert stations.registered.tolist() == [1000, 812, 1234, 640]
    assert (plain.rejected_rows, stations.turnout_role, stations.share_role) == (0, Role.ISSUED, Role.COUNTED)


def test_the_order_of_rows_changes_nothing(tmp_path: Path, plain: ResultsTable) -> None:
    assert same(read(tmp_path, "\n".join((HEADER, *reversed(ROWS)))), plain)


@pytest.mark.parametrize("delimiter", [";", "\t", "|", "^"])
def test_any_delimiter(tmp_path: Path, plain: ResultsTable, delimiter: str) -> None:
    columns = f"delimiter={delimiter}" if delimiter == "^" else ""
    assert same(read(tmp_path, PLAIN.replace(",", delimiter), columns), plain)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_any_form(tmp_path: Path, plain: ResultsTable, encoding: str) -> None:
    assert same(read(tmp_path, PLAIN.encode(encoding)), plain)


def test_packed_files(tmp_path: Path, plain: ResultsTable) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("folder/results.csv", PLAIN)
    assert same(read(tmp_path, gzip.compress(PLAIN.encode())), plain)
    assert same(read(tmp_path, packed.getvalue()), plain)


def test_parquet(tmp_path: Path, plain: ResultsTable) -> None:
    source, target = tmp_path / "p.csv", tmp_path / "p.parquet"
    source.write_text(PLAIN)
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{source}')) TO '{target}' (FORMAT parquet)")
    assert same(read_results(target), plain)


def test_a_sheet_of_a_workbook(tmp_path: Path, plain: ResultsTable) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in PLAIN.splitlines():
        sheet.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.save(tmp_path / "b.xlsx")
    assert same(read_results(tmp_path / "b.xlsx"), plain)


def test_russian_headers_in_an_old_encoding(tmp_path: Path) -> None:
    header = "Регион;ТИК;УИК;Число избирателей;Выдано бюллетеней;Действительных бюллетеней;Лидер"
    text = f"{header}\nСевер;Первая;1;1 000;620;610;300\n"
    table = read(tmp_path, text.encode("cp1251"))
    assert table.file.encoding == "cp1251"
    assert table.stations.key(0) == ("Север", "Первая", "1")
    assert table.stations.registered.tolist() == [1000]


@pytest.mark.parametrize(
    "header",
    ["Estado;Distrito;Casilla;Lista nominal;Boletas entregadas;Votos válidos;Ganador",
     "Département;Commune;Bureau de vote;Inscrits;Émargements;Exprimés;Vainqueur",
     "Bundesland;Wahlkreis;Wahlbezirk;Wahlberechtigte;Ausgegebene Stimmzettel;Gültige;Sieger"],
)  # fmt: skip
def test_headers_of_other_languages(tmp_path: Path, header: str) -> None:
    stations = read(tmp_path, f"{header}\nA;B;1;1000;620;610;300\n").stations
    assert (stations.registered[0], stations.issued[0], stations.base[0], stations.votes[0]) == (1000, 620, 610, 300)


def test_an_unknown_encoding_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(CaseRefused, match=r"row 1: .*not UTF-8"):
        read(tmp_path, "имя;число\nа;1\n".encode("cp1251"))


def test_a_header_that_reads_alike_under_several_encodings_tells_none(tmp_path: Path) -> None:
    text = PLAIN.replace("N1,1", "Первая,1").encode("cp1251")
    with pytest.raises(CaseRefused, match="does not tell the encoding"):
        read(tmp_path, text)
    assert read(tmp_path, text, "encoding=cp1251").stations.key(2) == ("North", "Первая", "1")


def test_a_french_header_tells_its_encoding(tmp_path: Path) -> None:
    text = "Région;Bureau;Inscrits;Exprimés;Vainqueur\nAriège;1;900;400;200\n".encode("cp1252")
    assert read(tmp_path, text).stations.key(0)[0] == "Ariège"


def test_blank_lines_above_the_header_are_told(tmp_path: Path) -> None:
    with pytest.raises(CaseRefused, match="header_line"):
        read(tmp_path, f"\n\n{PLAIN}")


def test_a_wrong_encoding_is_refused_not_patched(tmp_path: Path) -> None:
    with pytest.raises(CaseRefused, match="is not utf-8"):
        read(tmp_path, PLAIN.replace("North", "Север").encode("cp1251"), "encoding=utf-8")


@pytest.mark.parametrize("text", ["1 000", "1\u00a0000", "1\u202f000", "1'000", "1000,0", "1000.00", " 1000 ", "01000"])
def test_ways_of_writing_a_thousand(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f"station;registered;valid;leader\n1;{text};600;300\n2;500;400;30\n")
    assert found.stations.registered.tolist() == [1000, 500]
    assert found.rejected == ()


def test_declared_signs_decide_what_a_point_and_a_comma_mean(tmp_path: Path) -> None:
    text = "station;registered;valid;leader\n1;1.234;600,000;300\n"
    table = read_results_of(tmp_path, text, Declared(decimal=",", thousands="."))
    assert (table.stations.registered[0], table.stations.base[0]) == (1234, 600)


def read_results_of(tmp_path: Path, text: str, how: Declared) -> ResultsTable:
    path = tmp_path / "d.csv"
    path.write_text(text, encoding="utf-8")
    return read_results(path, how)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("n/a", "is not a number"),
        ("-5", "is negative"),
        ("1.5", "not a whole number"),
        ("1e3", "not a whole number"),
        ("1,234", "thousands or a fraction"),
        ("0x1F", "is not a number"),
        ("1_000", "is not a number"),
        ("=A1", "formula"),
        ("99999999999999999999", "too large"),
        ("+5", "is not a number"),
        ("12 34", "is not a number"),
    ],
)
def test_what_is_no_count_is_rejected_with_line_column_value_and_reason(tmp_path: Path, text: str, why: str) -> None:
    table = read(tmp_path, f"station;registered;valid;leader\n1;500;400;300\n2;{text};400;300\n3;500;400;200\n")
    (rejected,) = table.rejected
    assert (rejected.line, rejected.column, rejected.value) == (3, "registered", text)
    assert why in rejected.why
    assert (len(table.stations), table.rejected_rows, table.stations.about.rejected) == (2, 1, 1)


def test_lines_are_those_of_the_file_though_a_cell_holds_a_line_end(tmp_path: Path) -> None:
    text = 'station,registered,valid,leader\n"a\nb",500,400,300\n\nc,x,400,300\nd,1,2\ne,500,400,200\n'
    assert [(r.line, r.value, r.why) for r in read(tmp_path, text).rejected] == [
        (5, "x", "is not a number"), (6, "d,1,2", "has fewer cells than the header"),
    ]  # fmt: skip


def test_an_empty_cell_is_unknown_and_never_zero(tmp_path: Path) -> None:
    table = read(tmp_path, "station,registered,valid,leader\n1,500,,300\n2,500,400,\n3,-,400,7\n", "missing=-")
    assert table.rejected == ()
    assert table.stations.base.tolist() == [MISSING, 400, 400]
    assert table.stations.votes.tolist() == [300, MISSING, 7]
    assert table.stations.registered.tolist() == [500, 500, MISSING]


@pytest.mark.parametrize("total", ["Total", "ИТОГО:", "Gesamt", "suma"])
def test_totals_are_no_stations(tmp_path: Path, total: str) -> None:
    table = read(tmp_path, f"{PLAIN}{total},,,3686,2153,2150,2125,1056\n")
    assert len(table.stations) == 4
    assert [(r.line, r.why) for r in table.rejected] == [(6, "is a total, not a station")]


def test_a_row_that_stands_twice_is_read_once_and_told(tmp_path: Path) -> None:
    table = read(tmp_path, PLAIN + ROWS[1] + "\n" + "North,N1,2,812,500,500,495,245\n")
    assert len(table.stations) == 5
    assert [(r.line, r.value) for r in table.rejected] == [(6, "2")]


def test_parts_of_ballots_issued_are_summed(tmp_path: Path) -> None:
    text = "station,registered,issued_early,issued_inside,issued_outside,valid,leader\n1,900,10,500,30,530,300\n"
    table = read(tmp_path, text)
    assert table.stations.issued.tolist() == [540]
    assert table.roles.columns["ballots_issued"] == ("issued_early", "issued_inside", "issued_outside")
    chosen = read(tmp_path, text, "ballots_issued=issued_early+issued_inside")
    assert chosen.stations.issued.tolist() == [510]


def test_what_stands_for_turnout_and_share_is_chosen_and_said(tmp_path: Path) -> None:
    table = read(tmp_path, PLAIN, turnout="counted", share="valid")
    assert (table.stations.turnout_role, table.stations.share_role) == (Role.COUNTED, Role.VALID)
    with pytest.raises(WrongUse, match="--share"):
        read(tmp_path, PLAIN.replace("valid", "something"), share="valid")


LONG = (
    "region,station,candidate,votes,registered\n"
    "N,1,Ada,100,400\nN,1,Ben,50,400\nN,2,Ada,80,300\nS,1,Ada,30,200\nS,1,Ben,90,200\n"
)


def test_a_long_table_knows_a_row_that_is_not_there_from_a_zero(tmp_path: Path) -> None:
    dense, sparse = read(tmp_path, LONG), read(tmp_path, LONG, "sparse=true")
    assert dense.stations.options["Ben"].tolist() == [50, MISSING, 90]
    assert dense.stations.base.tolist() == [150, MISSING, 120]
    assert sparse.stations.options["Ben"].tolist() == [50, 0, 90]
    assert dict(sparse.derived) == {"valid": "sum of all options"}


def test_the_option_under_study_is_the_winner_or_the_one_named(tmp_path: Path) -> None:
    assert read(tmp_path, LONG).stations.leader == "Ada"
    named = read(tmp_path, LONG, leader="Ben").stations
    assert (named.leader, named.votes.tolist()) == ("Ben", [50, MISSING, 90])
    with pytest.raises(WrongUse, match="no option 'Zed'"):
        read(tmp_path, LONG, leader="Zed")


def test_rows_of_one_station_that_contradict_one_another_are_rejected(tmp_path: Path) -> None:
    table = read(tmp_path, LONG + "S,1,Ada,31,200\nN,2,Ben,5,301\n")
    assert [table.stations.key(0)[2], len(table.stations)] == ["1", 1]
    assert [r.line for r in table.rejected] == [4, 5]


def test_options_of_a_wide_table_and_its_winner(tmp_path: Path) -> None:
    stations = read(tmp_path, "station,registered,party_1,party_2\n1,400,100,150\n2,400,90,20\n").stations
    assert (stations.leader, stations.votes.tolist(), stations.base.tolist()) == ("party_1", [100, 90], [250, 110])


def test_the_leader_is_one_of_the_options_where_no_column_repeats_its_votes(tmp_path: Path) -> None:
    stations = read(tmp_path, "station,registered,valid,leader,party_2\n1,400,250,100,150\n").stations
    assert sorted(stations.options) == ["leader", "party_2"]


@pytest.mark.parametrize(
    ("text", "columns", "why"),
    [
        ("a,b\n1,2\n", "", "registered voters"),
        ("", "", "empty"),
        ("station,registered,valid\n1,2,3\n", "", "option under study"),
        ("registered\n1\n", "", "only one column"),
        (PLAIN, "registered=N", "no such column"),
        (HEADER, "", "header only"),
        ("registered,electors,leader,valid\n1,2,3,4\n", "", "so is registered"),
        ("station,registered,leader,valid,valid\n", "", "two columns"),
    ],
)
def test_a_file_that_is_no_table_of_results_is_refused(tmp_path: Path, text: str, columns: str, why: str) -> None:
    with pytest.raises(CaseRefused, match=why):
        read(tmp_path, text, columns)


@pytest.mark.parametrize("data", [gzip.compress(PLAIN.encode())[:-20], b"PK\3\4broken", b"PAR1broken"])
def test_a_damaged_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CaseRefused):
        read(tmp_path, data)


def test_an_archive_of_several_files_asks_which(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", PLAIN)
        archive.writestr("b.csv", PLAIN)
    with pytest.raises(CaseRefused, match="2 files"):
        read(tmp_path, packed.getvalue())
    assert len(read(tmp_path, packed.getvalue(), "member=b.csv").stations) == 4


def test_a_title_above_the_header_is_declared(tmp_path: Path) -> None:
    table = read(tmp_path, f"Results of an invented election\n\n{PLAIN}x,y\n", "header_line=3")
    assert len(table.stations) == 4
    assert table.rejected[0].line == 8


def test_a_description_beside_the_data(tmp_path: Path) -> None:
    how = tmp_path / "results.toml"
    how.write_text(
        '[columns]\nregistered = "N"\nballots_counted = ["in", "out"]\nleader = "W"\nstation = "id"\n'
        '[file]\nselection = "photographs of one side"\nunit = "aggregate"\nmissing = ["-"]\n'
    )
    stations = read(tmp_path, "id,N,in,out,W\n1,900,500,40,300\n", str(how)).stations
    assert stations.base.tolist() == [540]
    assert (stations.about.selection, stations.aggregate) == ("photographs of one side", True)


@pytest.mark.parametrize(
    "columns", ["registered", "registred=N", "registered=", "registered=a,registered=b", "unit=village"]
)
def test_a_declaration_that_says_nothing_is_refused(columns: str) -> None:
    with pytest.raises((WrongUse, CaseRefused)):
        declared(columns)


@pytest.mark.parametrize(
    "text", ["x = 1", "[columns]\nfoo = 'a'", "[columns]\nregistered = 3", "[file]\nsparse = 'maybe'", "["]
)
def test_a_description_with_faults_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "how.toml"
    path.write_text(text)
    with pytest.raises(CaseRefused):
        declared(str(path))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 9_999), st.integers(0, 9_999)), min_size=1, max_size=12)
)
def test_whatever_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int, int]]
) -> None:
    lines = [f"s{i};{n};{c:,}".replace(",", " ") + f";{w},0" for i, (n, c, w) in enumerate(rows)]
    table = read(tmp_path_factory.mktemp("r"), "\n".join(("station;registered;valid;leader", *lines)))
    held = {table.stations.key(i)[2]: i for i in range(len(rows))}
    for place, (n, c, w) in enumerate(rows):
        i = held[f"s{place}"]
        assert (table.stations.registered[i], table.stations.base[i], table.stations.votes[i]) == (n, c, w)


def test_lines_inside_a_quoted_cell_are_no_rows_wherever_in_a_large_file_the_cell_stands(tmp_path: Path) -> None:
    """Threads read pieces of 16 MB; one that begins inside such a cell would take its lines for stations."""
    row = 'North,"N1",{},1000,620,618,610,300\n'
    before = "".join(map(row.format, range(520_000)))[: (1 << 24) - 60_000]
    before = before[: before.rindex("\n") + 1]
    cell = '"' + "".join(f"South,S1,{station},1000,620,618,610,300\n" for station in range(4_000)) + '"'
    after = "".join(map(row.format, range(600_000, 610_000)))
    table = read(tmp_path, f"{HEADER}\n{before}North,{cell},999999,1000,620,618,610,300\n{after}")
    assert len(table.stations) == before.count("\n") + 1 + 10_000
    assert table.rejected_rows == 0
