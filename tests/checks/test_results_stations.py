"""Results by polling station in a case: absent, unreadable, refused, in line and with round numbers written by hand."""

from __future__ import annotations

import gzip
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from saylau.checks import results_stations
from saylau.checks.finding import Outcome
from saylau.checks.forensics.integer_result import integers as integers_of
from saylau.checks.forensics.result import NOT_PROOF
from saylau.errors import CaseRefused
from saylau.methods.results.stations import Stations
from saylau.records.case import Case
from saylau.records.files import named_files, with_files
from saylau.records.folder import read_folder, write_folder
from saylau.records.kinds import StationResults
from saylau.records.package import read_package, write_package
from tests.cases import case_of, election, fact
from tests.checks.found import found, measure, one
from tests.methods.results.elections import clean, with_round_turnout

INTEGERS, PROTOCOLS = results_stations.integers, results_stations.protocols
FILE, ROLES = "tables/results.csv", "tables/results.toml"


def table(stations: Stations, header: str = "station,registered,ballots_issued,ballots_counted,leader") -> bytes:
    columns = (stations.registered, stations.issued, stations.base, stations.votes)
    rows = [f"{i},{','.join(map(str, row))}" for i, row in enumerate(zip(*columns, strict=True))]
    return ("\n".join([header, *rows]) + "\n").encode()


def held(data: bytes, file: str = FILE, roles: bytes = b"", **more: str) -> Case:
    given = {"election": "election-2019", "file": file, "sha256": sha256(data).hexdigest()}
    if roles:
        given |= {"roles": ROLES, "roles_sha256": sha256(roles).hexdigest()}
    claim = fact(StationResults.model_validate(given | more), "stations-2019")
    return replace(case_of(election(), claim), files={file: data} | ({ROLES: roles} if roles else {}))


def test_without_a_table_nothing_is_known_and_the_table_is_asked_for(kazakhstan: Case) -> None:
    for check in (INTEGERS, PROTOCOLS):
        for case in (kazakhstan, case_of(election())):
            finding = one(case, check)
            assert finding.outcome is Outcome.UNKNOWN
            assert finding.questions


def test_ballots_cast_one_by_one_are_in_line_and_a_round_turnout_is_a_concern() -> None:
    honest = clean(21, 2_000)
    assert one(held(table(honest)), INTEGERS).outcome is Outcome.IN_LINE
    forged = one(held(table(with_round_turnout(honest, 0.4, 22))), INTEGERS)
    assert forged.outcome is Outcome.CONCERN
    assert measure(forged, "z") > Decimal("3.09")  # type: ignore[operator]
    assert NOT_PROOF in forged.limits
    assert forged.questions


def test_the_outcome_is_that_of_the_command_for_the_same_stations() -> None:
    stations = clean(23, 1_500)
    finding = one(held(table(stations)), INTEGERS)
    effects = integers_of(stations).effects
    effect = next(effect for effect in effects if effect.headline)
    assert measure(finding, "observed") == effect.deviation.observed
    assert measure(finding, "used") == effect.deviation.stations


def test_too_few_stations_and_a_file_that_cannot_be_read_give_no_answer() -> None:
    few = one(held(table(clean(24, 60))), INTEGERS)
    assert few.outcome is Outcome.UNKNOWN
    assert "conditions" in few.message.template
    broken = held(b"\x00\x01 not a table")
    for check in (INTEGERS, PROTOCOLS):
        finding = one(broken, check)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.message.values["file"] == FILE
    away = replace(held(table(clean(24, 60))), files={})
    assert one(away, PROTOCOLS).outcome is Outcome.UNKNOWN


def test_numbers_that_cannot_stand_together_are_noted_with_their_stations() -> None:
    rows = ["registered,ballots_issued,ballots_counted,leader", "900,400,400,100", "500,501,450,90", "300,200,210,80"]
    finding = one(held(("\n".join(rows) + "\n").encode()), PROTOCOLS)
    assert finding.outcome is Outcome.NOTED
    assert (measure(finding, "failed"), measure(finding, "stations")) == (2, 2)
    whole = [rows[0], rows[1], "500,450,450,90"]
    assert one(held(("\n".join(whole) + "\n").encode()), PROTOCOLS).outcome is Outcome.IN_LINE


def test_a_packed_table_and_a_file_of_roles_are_read() -> None:
    plain = table(clean(25, 900), "nr,a,b,c,d")
    roles = b'[columns]\nregistered = "a"\nballots_issued = "b"\nballots_counted = "c"\nleader = "d"\n'
    packed = held(gzip.compress(plain, mtime=0), "tables/results.csv.gz", roles)
    assert one(packed, INTEGERS).outcome is Outcome.IN_LINE
    assert one(held(plain), INTEGERS).outcome is Outcome.UNKNOWN
    assert named_files(packed) == ("tables/results.csv.gz", ROLES)


def test_two_tables_give_two_findings_of_their_own() -> None:
    one_table, other = table(clean(26, 700)), table(clean(27, 700))
    claims = [
        fact(
            StationResults.model_validate({
                "election": "election-2019", "file": f"tables/{name}.csv", "sha256": sha256(data).hexdigest()
            }),
            name,
        )
        for name, data in (("north", one_table), ("south", other))
    ]  # fmt: skip
    case = replace(case_of(election(), *claims), files={"tables/north.csv": one_table, "tables/south.csv": other})
    assert list(found(case, INTEGERS)) == ["north", "south"]


def test_another_table_or_other_roles_in_the_place_are_refused() -> None:
    case = held(b"a\n1\n", roles=b"[columns]\n")
    with pytest.raises(CaseRefused, match="another hash"):
        with_files(case, {FILE: b"a\n2\n", ROLES: b"[columns]\n"}.get)
    with pytest.raises(CaseRefused, match="roles_sha256"):
        with_files(case, {FILE: b"a\n1\n", ROLES: b"[file]\n"}.get)


def test_a_folder_and_a_package_bring_the_tables_back(tmp_path: Path) -> None:
    case = held(gzip.compress(table(clean(28, 300)), mtime=0), "tables/results.csv.gz", b"[columns]\n")
    write_folder(case, tmp_path / "folder")
    assert read_folder(tmp_path / "folder").files == case.files
    write_package(case, None, tmp_path / "case.zip")
    assert read_package(tmp_path / "case.zip").files == case.files
