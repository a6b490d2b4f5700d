"""A package is the case with a description and a hash for every file; what was changed on the way is named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from saylau.errors import CaseRefused
from saylau.records.archive import archive_bytes
from saylau.records.columns import file_columns
from saylau.records.folder import read_files, read_folder
from saylau.records.kinds import KINDS
from saylau.records.locate import find_case, open_case
from saylau.records.package import content_of, package_bytes, read_package, write_package
from tests.records.folders import SOUND, changed, write


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refusal(folder: Path, files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """File and reason of each problem for which a package of these files is refused."""
    path = folder / "case.zip"
    path.write_bytes(archive_bytes(files))
    with pytest.raises(CaseRefused) as refused:
        read_package(path)
    return [(problem.file, problem.why) for problem in refused.value.problems]


def sealed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with sums that fit them."""
    others = {name: data for name, data in files.items() if name != "SHA256SUMS"}
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(others.items()))
    return {**others, "SHA256SUMS": sums.encode()}


def test_a_package_reads_back_as_the_case_and_writes_the_same_bytes_again(tmp_path: Path) -> None:
    case = read_folder(find_case("kazakhstan-2019"))
    write_package(case, None, tmp_path / "one.zip")
    again = open_case(str(tmp_path / "one.zip"))
    assert again == case
    assert package_bytes(again) == (tmp_path / "one.zip").read_bytes()


def test_the_sums_are_those_that_sha256sum_checks() -> None:
    files = unpacked(package_bytes(read_files(SOUND)))
    lines = files.pop("SHA256SUMS").decode().splitlines()
    assert lines == [f"{sha256(data).hexdigest()}  {name}" for name, data in sorted(files.items())]
    assert "datapackage.json" in files


def test_the_description_says_what_the_record_classes_say() -> None:
    files = unpacked(package_bytes(read_files(SOUND)))
    described = json.loads(files["datapackage.json"])
    assert (described["name"], described["created"]) == ("invented", "2031-06-01T00:00:00Z")
    assert described["sources"] == [{"title": "One"}, {"title": "Two"}]
    resources = {resource["path"]: resource for resource in described["resources"]}
    assert set(resources) == set(files) - {"datapackage.json", "SHA256SUMS"}
    candidacy = resources["candidacy.csv"]
    assert candidacy["bytes"] == len(files["candidacy.csv"])
    assert candidacy["hash"] == "sha256:" + sha256(files["candidacy.csv"]).hexdigest()
    known = {column.name for column in file_columns(KINDS["candidacy"])}
    assert {field["name"] for field in candidacy["schema"]["fields"]} <= known
    assert candidacy["schema"]["primaryKey"] == ["id"]
    assert candidacy["schema"]["missingValues"] == [""]
    assert {"fields": ["election"], "reference": {"resource": "election", "fields": ["id"]}} in candidacy["schema"][
        "foreignKeys"
    ]
    fields = {field["name"]: field for field in resources["election.csv"]["schema"]["fields"]}
    assert fields["level"]["constraints"]["enum"][0] == "presidential"
    assert fields["poll"]["saylau:type"] == "when"
    assert fields["poll"]["constraints"]["pattern"].startswith("^")


def test_a_table_in_which_things_are_told_twice_has_no_key() -> None:
    rows = "id,name,public,source\nada,Ada,yes,s1\nada,Ada I.,yes,s2\n"
    described = json.loads(unpacked(package_bytes(read_files(changed(person=rows))))["datapackage.json"])
    (person,) = (resource for resource in described["resources"] if resource["path"] == "person.csv")
    assert "primaryKey" not in person["schema"]


def test_the_identity_changes_with_the_case_and_only_with_it() -> None:
    case = read_files(SOUND)
    other = read_files(changed(person="id,name,public,source\nada,Ada Else,yes,s1\n"))
    described = json.loads(unpacked(package_bytes(case))["datapackage.json"])
    assert described["saylau:content"] == content_of(case) == content_of(read_files(SOUND))
    assert content_of(other) != content_of(case)


def test_bulk_tables_are_carried_from_the_folder_and_links_are_not(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", {**SOUND, "tables/results.csv": b"a,b\n1,2\n", "notes.txt": b"mine"})
    (tmp_path / "secret").write_bytes(b"secret")
    case = read_folder(folder)
    (folder / "tables" / "link").symlink_to(tmp_path / "secret")
    write_package(case, folder, tmp_path / "case.zip")
    files = unpacked((tmp_path / "case.zip").read_bytes())
    assert files["tables/results.csv"] == b"a,b\n1,2\n"
    assert not {"tables/link", "notes.txt"} & set(files)
    assert read_package(tmp_path / "case.zip") == read_files(SOUND)


@pytest.mark.parametrize("name", ["person.csv", "case.toml", "datapackage.json"])
def test_one_changed_byte_is_named_by_its_file(tmp_path: Path, name: str) -> None:
    files = unpacked(package_bytes(read_files(SOUND)))
    data = bytearray(files[name])
    data[-3] ^= 1
    found = refusal(tmp_path, {**files, name: bytes(data)})
    assert found == [(name, "the hash of the file is not the one in SHA256SUMS")]


def test_a_file_that_came_or_went_is_named(tmp_path: Path) -> None:
    files = unpacked(package_bytes(read_files(SOUND)))
    assert refusal(tmp_path, {**files, "body.csv": b"id\n"})[0][0] == "body.csv"
    assert refusal(tmp_path, {k: v for k, v in files.items() if k != "person.csv"})[0][0] == "person.csv"


def test_an_archive_without_sums_is_no_package(tmp_path: Path) -> None:
    assert "not a case package" in refusal(tmp_path, SOUND)[0][1]


def test_files_changed_together_with_their_sums_are_told_by_the_identity(tmp_path: Path) -> None:
    files = unpacked(package_bytes(read_files(SOUND)))
    found = refusal(tmp_path, sealed({**files, "person.csv": files["person.csv"].replace(b"Bo", b"Co")}))
    assert found == [("datapackage.json", "the identity of the package is not that of its files")]


def test_a_package_of_a_later_format_is_refused_by_name(tmp_path: Path) -> None:
    files = unpacked(package_bytes(read_files(SOUND)))
    description = files["datapackage.json"].replace(b'"saylau:format": 1', b'"saylau:format": 2')
    found = refusal(tmp_path, sealed({**files, "datapackage.json": description}))
    assert found == [("datapackage.json", "the package is of a later format")]


@pytest.mark.parametrize("name", ["../evil.csv", "/evil.csv", "a/../../evil.csv", "a\\evil.csv", "c:evil.csv"])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path, {name: b"x"}) == [("case.zip", "a path that leaves the folder")]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("person.csv")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "case.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(CaseRefused, match="is a link"):
        read_package(tmp_path / "case.zip")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_in_an_archive_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "case.zip", "w") as archive:
        archive.writestr("person.csv", "one")
        archive.writestr("person.csv", "two")
    with pytest.raises(CaseRefused, match="two files of one name"):
        read_package(tmp_path / "case.zip")


def test_an_archive_that_unpacks_to_much_more_than_it_is_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "case.zip"
    path.write_bytes(archive_bytes({"person.csv": bytes(20 << 20)}, compress=True))
    with pytest.raises(CaseRefused, match=r"unpacks to .* times its size"):
        read_package(path)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.zip").write_bytes(b"not a zip")
    with pytest.raises(CaseRefused, match="not a zip archive"):
        read_package(tmp_path / "case.zip")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    data = bytearray(package_bytes(read_files(SOUND)))
    data[data.index(b"Ada Invented")] ^= 1
    (tmp_path / "case.zip").write_bytes(bytes(data))
    with pytest.raises(CaseRefused, match="damaged"):
        read_package(tmp_path / "case.zip")
