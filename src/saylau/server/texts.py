"""The texts of the pages in each language, compiled out of the package's catalogues into the data folder."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from saylau.records.in_one_step import write_in_one_step


def compile_texts(catalogues: Path, out: Path) -> None:
    """Compile each `<language>/LC_MESSAGES/django.po` below a folder, unless what is there is newer."""
    for catalogue in sorted(catalogues.glob("*/LC_MESSAGES/django.po")):
        compiled = out / catalogue.relative_to(catalogues).with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with catalogue.open("rb") as file:
            texts = read_po(file, locale=catalogue.parts[-3])
        made = BytesIO()
        write_mo(made, texts)
        write_in_one_step(compiled, made.getvalue(), ".new")
