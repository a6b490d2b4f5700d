"""`saylau merge`: two analysts' folders of one case as one, with every conflict listed for decision."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from saylau.cli.gated import vault_beside
from saylau.cli.screen import number
from saylau.errors import NotFound, WrongUse
from saylau.records.decisions import list_bytes, read_list
from saylau.records.folder import write_folder
from saylau.records.locate import open_case
from saylau.records.merge import Merged
from saylau.records.merge import merge as merged_of


def merge(
    a: Annotated[str, typer.Argument(help="The first folder, workbook or package; where both could stand, it leads.")],
    b: Annotated[str, typer.Argument(help="The second one, of the same election.")],
    out: Annotated[Path, typer.Option(help="Folder for the merged case; it must be new or empty.")],
    decisions: Annotated[
        Path | None, typer.Option(help="The list of an earlier merge, with a, b or both under decision.")
    ] = None,
) -> None:
    """Merge two folders; what cannot be told apart by the machine is listed beside the merged folder."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WrongUse(f"{out} is there already and not an empty folder; name a new one")
    if decisions is not None and not decisions.is_file():
        raise NotFound(f"no file {decisions}; a merge writes its list beside the merged folder")
    vault = vault_beside(a) or vault_beside(b)
    copy = out.resolve().with_name(f"{out.name}.vault")
    if vault and copy.exists():
        raise WrongUse(f"{copy.name} is there already; name another folder, whose vault can be put beside it")
    decided = read_list(decisions.name, decisions.read_bytes()) if decisions else ()
    merged = merged_of(open_case(a), open_case(b), decided)
    write_folder(merged.case, out)
    listed = out.with_name(f"{out.name}.conflicts.csv")
    if merged.differences:
        listed.write_bytes(list_bytes(merged.differences))
    _tell(merged, out, listed)
    if vault:
        _copy_vault(vault, copy)


def _copy_vault(vault: Path, copy: Path) -> None:
    """Put the vault beside the merged folder too: without it nothing would ask what people agreed to."""
    beside = copy.with_name(f"{copy.name}.{os.getpid()}")
    shutil.copyfile(vault, beside)
    os.replace(beside, copy)
    typer.echo(
        f"A copy of {vault.name} stands beside it, so that what people agreed to is asked there too. Go on with one of "
        "the two: what is granted, withdrawn or erased in one vault is not so in the other"
    )


def _tell(merged: Merged, out: Path, listed: Path) -> None:
    """What was merged; a conflict is told by its place, never by its values, of which some may be withheld."""
    typer.echo(
        f"{number(merged.equal, 'claim')} alike in both, {merged.told_differently} told differently, "
        f"{merged.only_a} only in the first, {merged.only_b} only in the second. The merged case is in {out}."
    )
    for difference in merged.open:
        typer.echo(f"  to decide: {difference.kind} {difference.name}, {difference.field}")
    if merged.open:
        typer.echo(
            f"{number(len(merged.open), 'conflict')} to decide: write a or b under decision in {listed} (for a claim "
            f"also both), then run the same merge into a new folder with --decisions {listed}"
        )
