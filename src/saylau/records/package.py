"""The case package: a sealed case folder as a zip, with its description and a hash for every file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from saylau.errors import CaseRefused, Problem
from saylau.records.archive import archive_bytes, open_archive, read_entry
from saylau.records.case import Case
from saylau.records.datapackage import DESCRIPTION_FILE, FORMAT, SUMS_FILE, content_hash, describe
from saylau.records.files import with_files
from saylau.records.folder import belongs, read_files
from saylau.records.writing import case_files

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_AGAIN = "the package was changed or damaged after it was made; ask for it again"


def write_package(case: Case, folder: Path | None, path_zip: Path) -> None:
    """Write a case as a package. The same case gives the same bytes.

    `tables/` is carried over from `folder` where one is given; everything else is written from the case.
    """
    path_zip.write_bytes(package_bytes(case, folder))


def package_bytes(case: Case, folder: Path | None = None) -> bytes:
    """The bytes of the package that `write_package` writes."""
    files = case_files(case) | _tables(folder)
    files[DESCRIPTION_FILE] = describe(case, dict(sorted(files.items())))
    sums = (f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return archive_bytes(files | {SUMS_FILE: "".join(sums).encode()})


def content_of(case: Case, folder: Path | None = None) -> str:
    """The identity of the package of a case, without writing one."""
    return _content(case_files(case) | _tables(folder))


def _content(files: Mapping[str, bytes]) -> str:
    return content_hash({name: sha256(data).hexdigest() for name, data in files.items()})


def _tables(folder: Path | None) -> dict[str, bytes]:
    """The bulk tables beside a case; links are left out."""
    if folder is None or not (folder / "tables").is_dir():
        return {}
    found = sorted(path for path in (folder / "tables").rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def read_package(path: Path) -> Case:
    """The case in a package; all hashes are compared first. Raises `CaseRefused`."""
    with open_archive(path.name, path.read_bytes()) as archive:
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        files = {name: read_entry(path.name, archive, name) for name in names}
    # The hashes first: nothing else that a changed package says is worth reading.
    if problems := list(_tampered(path.name, files)) or list(_wrong_description(files)):
        raise CaseRefused(problems)
    case = read_files({name: data for name, data in files.items() if belongs(name)})
    return with_files(case, files.get)


def _tampered(package: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Each file that is not what the package says that it is."""
    if SUMS_FILE not in files or DESCRIPTION_FILE not in files:
        missing = SUMS_FILE if SUMS_FILE not in files else DESCRIPTION_FILE
        yield Problem(
            package,
            0,
            "",
            missing,
            "no such file in it, so this is not a case package",
            "ask for one; saylau writes it beside the report",
        )
        return
    sums: dict[str, str] = {}
    for number, line in enumerate(files[SUMS_FILE].decode(errors="replace").splitlines(), 1):
        if found := _LINE.fullmatch(line):
            sums[found[2]] = found[1]
        else:
            yield Problem(SUMS_FILE, number, "", line[:80], "is not a line of hash, two blanks and path", _AGAIN)
    present = {name: sha256(data).hexdigest() for name, data in files.items() if name != SUMS_FILE}
    for name in sorted(sums.keys() | present.keys()):
        if name not in present:
            yield Problem(name, 0, "", "", f"stands in {SUMS_FILE} and is not in the package", _AGAIN)
        elif name not in sums:
            yield Problem(name, 0, "", "", f"is in the package and does not stand in {SUMS_FILE}", _AGAIN)
        elif sums[name] != present[name]:
            yield Problem(name, 0, "", present[name], f"the hash of the file is not the one in {SUMS_FILE}", _AGAIN)


def _wrong_description(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A package of a later version, or one whose identity is not that of its files."""
    try:
        described = json.loads(files[DESCRIPTION_FILE])
        version, content = described["saylau:format"], described["saylau:content"]
    except (ValueError, KeyError, TypeError):
        yield Problem(DESCRIPTION_FILE, 0, "", "", "is not the description of a case package", _AGAIN)
        return
    if not isinstance(version, int) or version > FORMAT:
        right = f"this saylau reads format {FORMAT}; install a newer one"
        yield Problem(DESCRIPTION_FILE, 0, "saylau:format", str(version), "the package is of a later format", right)
    elif content != _content({name: data for name, data in files.items() if name not in (DESCRIPTION_FILE, SUMS_FILE)}):
        why = "the identity of the package is not that of its files"
        yield Problem(DESCRIPTION_FILE, 0, "saylau:content", str(content), why, _AGAIN)
