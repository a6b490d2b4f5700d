"""A case as files: read strictly, with every problem told at once, and written in one canonical form.

The canonical form is what `write_folder` writes. A folder in that form is read and written back to the same bytes:

- UTF-8 without BOM, composed letters (NFC), lines end in `\\n`, commas, quotes only where a cell needs them;
- `sources.csv` with all its columns; a file for each kind that has rows, in the order of the case;
- of a kind's file: id, the record's fields, source and locator always; fact, quote, said_by, heard, status, display and
  note where some row needs them, with empty cells for the default;
- a record's field is written out even where it equals its default;
- `case.toml` and `rules.toml` without comments, keys in the order of their classes, keys without a value left out;
- `texts.csv` sorted by id, field and language; `review.csv` in the order of the case; prose as it is.

What a case does not hold (a README, evidence, files in `tables/` that no record names) is neither read nor written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from saylau.errors import CaseRefused, Problem, WrongUse
from saylau.records.assemble import SHEETS, Material, assemble
from saylau.records.case import Case
from saylau.records.csvtext import decode, read_csv
from saylau.records.files import with_files
from saylau.records.problems import FILE_NAMES_ALIKE, Problems
from saylau.records.settings import CASE_FILE, RULES_FILE, info_table, rule_tables
from saylau.records.texts import prose_key
from saylau.records.writing import case_files

_FOLDERS = ("text", "tables", "evidence")
"""Folders of a case. Others are the user's own and are not looked into."""
_NO_CASE = "no case.toml, so this folder is not a case"


def read_folder(path: Path) -> Case:
    """The case in a folder. Raises `CaseRefused` with everything that is wrong; nothing is half loaded."""
    return with_changes(path, {})


def with_changes(path: Path, changed: Mapping[str, bytes]) -> Case:
    """The case in a folder as it would be with these files in it. Writes nothing; raises as reading does."""
    problems = Problems()
    if not (path / CASE_FILE).is_file():
        raise CaseRefused([_no_case(path)])
    files = {name: (path / name).read_bytes() for name in _case_files_of(path, problems)}
    return with_files(read_files(files | dict(changed), problems), lambda name: _bulk_file(path, name))


def _bulk_file(path: Path, name: str) -> bytes | None:
    """A file under `tables/`, unless it is a link."""
    file = path / name
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None


def _no_case(path: Path) -> Problem:
    """What is wrong with a path that does not lead to a case, and where the case may be."""
    if path.is_file():
        why = "is neither a case folder nor a workbook (.xlsx) nor a case package (.zip)"
        here = (path.parent / CASE_FILE).is_file()
        right = "name the folder in which this file stands" if here else "name one of these"
        return Problem(path.name, 0, "", path.name, why, right)
    inner = sorted(child.name for child in path.iterdir() if (child / CASE_FILE).is_file())
    right = "name the folder that holds case.toml, or make one: saylau new FOLDER"
    return Problem(CASE_FILE, 0, "", path.name, _NO_CASE, f"name the folder {inner[0]} in it" if inner else right)


def _case_files_of(path: Path, problems: Problems) -> Iterator[str]:
    """The files that belong to the case, by name; links that lead out of the folder are a problem."""
    home = path.resolve()
    inner = (file for folder in _FOLDERS if not (path / folder).is_symlink() for file in (path / folder).rglob("*"))
    for found in sorted([*path.iterdir(), *inner]):
        inside = found.relative_to(path).as_posix()
        if found.is_symlink() and not found.resolve().is_relative_to(home):
            problems.add(
                inside, 0, "", inside, "a link that leads out of the folder", "put the file itself in its place"
            )
        elif found.is_dir() and belongs(inside):
            right = "put the file itself in its place, or give the folder another name"
            problems.add(inside, 0, "", inside, "is a folder with the name of a file", right)
        elif belongs(inside) and not found.is_file():
            right = "put an ordinary file in its place"
            problems.add(inside, 0, "", inside, "is neither a file nor a folder, such as a pipe or a dead link", right)
        elif belongs(inside):
            yield inside


def belongs(name: str) -> bool:
    """Whether a file is read as a part of the case; others, such as a README, may stand beside them."""
    if name.startswith("text/"):
        return name.endswith(".md") and name.count("/") == 1 and name != "text/README.md"
    return "/" not in name and (name in (CASE_FILE, RULES_FILE) or name.lower().endswith(".csv"))


def read_files(files: Mapping[str, bytes], problems: Problems | None = None) -> Case:
    """The case in files by name, as `read_folder`."""
    problems = problems or Problems()
    material = files_material(files, problems)
    if CASE_FILE not in files:
        problems.add(CASE_FILE, 0, "", "", _NO_CASE, "add case.toml, or make a case: saylau new FOLDER")
    return assemble(material, problems)


def files_material(files: Mapping[str, bytes], problems: Problems) -> Material:
    """Files by name as tables of text, before anything of them is understood."""
    material = Material()
    for name in sorted(files):
        _take(name, files[name], material, problems)
    return material


def _take(name: str, data: bytes, material: Material, problems: Problems) -> None:
    """One file into its place in the material."""
    if name == CASE_FILE:
        material.info = info_table(data, problems)
    elif name == RULES_FILE:
        material.rules = rule_tables(data, problems)
    elif name.startswith("text/"):
        key, text = prose_key(name, problems), decode(name, data, problems)
        if key and text is not None:
            material.prose[key] = text
    elif name.removesuffix(".csv") in SHEETS:
        sheet, table = read_csv(name, data, problems), name.removesuffix(".csv")
        if sheet:
            material.sheets[table] = sheet
        if sheet is None or not sheet.whole:
            material.unread.add(table)
    else:
        near = problems.nearest(name.removesuffix(".csv"), SHEETS, FILE_NAMES_ALIKE)
        right = f"did you mean {near}.csv?" if near else "move it out of the folder; bulk tables stand in tables/"
        problems.add(name, 0, "", name, "no kind of that name", right)


def write_folder(case: Case, path: Path) -> None:
    """Write a case as files in the canonical form; the folder is made, and must hold no case yet or this one.

    Files of the case that it no longer has are removed; other files are left alone. Raises `WrongUse` where a text
    cannot be written so that it reads back.
    """
    files = case_files(case)
    if path.exists() and not path.is_dir():
        raise WrongUse(f"{path} is not a folder; name a folder to write the case to")
    if path.is_dir():
        for name in list(_case_files_of(path, Problems())):
            if name not in files:
                (path / name).unlink()
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
