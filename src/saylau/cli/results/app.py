"""`saylau results`: a file of polling-station results in, findings with known error rates out."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from saylau.checks.forensics.study import Options, asked, study
from saylau.cli.progress import progress_bar
from saylau.cli.results.files import FORMATS, json_bytes, write_files
from saylau.cli.results.screen import print_result, print_roles, print_rows
from saylau.cli.screen import screen
from saylau.errors import WrongUse
from saylau.methods.results.integers import warm
from saylau.methods.results.stations import Stations
from saylau.report.words import words_for
from saylau.tables.declared import Declared, caps, declared
from saylau.tables.results import read_results
from saylau.tables.roles import Roles

_FINEST = 1_000
_READING = 3
"""Steps of reading a file."""


CleanTo = Annotated[
    int, typer.Option(min=0, max=99, help="Turnout in points up to which stations are called clean, for the band.")
]
Minutes = Annotated[
    int, typer.Option(min=0, help="Minutes from the last report of voters to the close, for the pace. 0: not known.")
]
Cap = Annotated[
    list[str] | None, typer.Option(help="Most that a count may be by rule, as in registered=750; may be repeated.")
]
Earlier = Annotated[
    Path | None, typer.Option(help="An earlier publication of the same table: every number that differs is listed.")
]
EarlierColumns = Annotated[
    str, typer.Option(help="Roles of the earlier publication, where they are others; its date stands here too.")
]
Fractions = Annotated[
    str, typer.Option(help="Shares to test for a pile of stations, as in 1/2,2/3; fits the models too.")
]
Both = Annotated[
    bool, typer.Option("--both", help="Test whole per cents of turnout and share at once too; takes some seconds.")
]


def results(
    file: Annotated[Path, typer.Argument(help="CSV, Parquet or XLSX; CSV may be packed with gzip or zip.")],
    columns: Annotated[
        str, typer.Option(help="Roles of columns, as in registered=N,ballots_issued=early+inside, or a TOML file.")
    ] = "",
    leader: Annotated[str, typer.Option(help="The option under study: a column, or a name. Else the winner.")] = "",
    turnout: Annotated[
        str, typer.Option(help="Turnout by ballots issued, counted or valid. Else the first there.")
    ] = "",
    share: Annotated[str, typer.Option(help="Share of ballots counted or valid. Else the first there is.")] = "",
    largest: Annotated[int, typer.Option(help="Leave rows with more registered voters out of the tests. 0: none.")] = 0,
    clean_to: CleanTo = 0,
    minutes: Minutes = 0,
    cap: Cap = None,
    earlier: Earlier = None,
    earlier_columns: EarlierColumns = "",
    fractions: Fractions = "",
    both: Both = False,
    disputed: Annotated[bool, typer.Option("--disputed", help="Compute the disputed digits too. No evidence.")] = False,
    models: Annotated[bool, typer.Option("--models", help="Fit the models too; they take some seconds.")] = False,
    out: Annotated[Path | None, typer.Option(help="Folder to write files into.")] = None,
    formats: Annotated[str, typer.Option("--format", help=f"Files to write: {', '.join(FORMATS)}.")] = ",".join(
        FORMATS
    ),
    lang: Annotated[str, typer.Option(help="Language of the sentences.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    wanted = _formats(formats)
    words = words_for(lang, lambda thing, language: thing)
    mapping = _with_caps(declared(columns), cap or [])
    before = _earlier(earlier, earlier_columns, mapping, leader)
    options = Options(
        largest=largest or None, clean_to=clean_to or None, minutes=minutes or None, earlier=before,
        fractions=_fractions(fractions), both=both, disputed=disputed, models=models or bool(fractions),
    )  # fmt: skip
    console = screen()

    def told_roles(roles: Roles) -> None:
        if not as_json:
            print_roles(console, roles)

    # The compiled loop is loaded while the file is read.
    with ThreadPoolExecutor(1) as beside, progress_bar(_READING + len(asked(options))) as tell:
        beside.submit(warm)
        table = read_results(
            file, mapping, leader=leader, turnout=turnout, share=share, tell=tell, told_roles=told_roles
        )
        found = study(table.stations, options, tell)
    if as_json:
        sys.stdout.write(json_bytes(table, found, words).decode())
    else:
        print_rows(console, table)
        for result in found.results:
            print_result(console, result, words)
    if out is not None:
        for path in write_files(out, wanted, table, found, words):
            print(f"wrote {path}", file=sys.stderr)


def _with_caps(mapping: Declared, given: list[str]) -> Declared:
    """The description with the caps of the command line in place of those of the file."""
    pairs = {role.strip(): number.strip() for role, _, number in (part.partition("=") for part in given)}
    return replace(mapping, caps={**mapping.caps, **caps("--cap", pairs)}) if given else mapping


def _earlier(file: Path | None, columns: str, mapping: Declared, leader: str) -> Stations | None:
    """The stations of the earlier publication; described as the later one, without its date, unless said otherwise."""
    if file is None:
        return None
    alike = replace(mapping, source="", date="", special=(), caps={}, equations={})
    return read_results(file, declared(columns) if columns else alike, leader=leader).stations


def _fractions(given: str) -> tuple[Fraction, ...]:
    """Fractions of 0 .. 1 in the order in which they are named."""
    try:
        found = tuple(Fraction(part.strip()) for part in given.split(",") if part.strip())
    except (ValueError, ZeroDivisionError):
        raise WrongUse(f"--fractions: {given!r} is no list of fractions such as 1/2,2/3") from None
    if any(not 0 <= fraction <= 1 or fraction.denominator > _FINEST for fraction in found):
        raise WrongUse(f"--fractions: {given!r} holds one outside 0 to 1, or finer than 1/{_FINEST}")
    return found


def _formats(given: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise WrongUse(f"--format: no {(unknown or [given])[0]!r}; formats are {', '.join(FORMATS)}")
    return wanted
