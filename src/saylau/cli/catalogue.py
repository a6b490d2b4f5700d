"""`saylau catalogue`: the texts of the program as a gettext file, to be translated or to be completed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from saylau import __version__
from saylau.errors import WrongUse
from saylau.report.catalogue import FILE, SIGNED_BY, catalogue_of, signed_by
from saylau.report.messages import texts


def catalogue(
    language: Annotated[str, typer.Argument(help="Code of the language, e.g. ru, kk, pt.")],
    out: Annotated[Path, typer.Option(help="Folder of locales; the file goes to <language>/saylau.po in it.")],
) -> None:
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        raise WrongUse(f"{language!r} is no language; write a code such as ru, kk or pt") from None
    known = catalogue_of(language)
    path = out / language / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogue_bytes(language, known))
    wanted = texts()
    done = sum(1 for text in wanted if text in known)
    print(f"{path}: {done} of {len(wanted)} texts translated; name the folder in SAYLAU_LOCALES to use it")


def catalogue_bytes(language: str, known: Mapping[str, str]) -> bytes:
    """Every text of the program in alphabetical order, with the translation where there is one."""
    made = Catalog(locale=language, fuzzy=False)
    for text in texts():
        made.add(text, known.get(text, ""))
    body = io.BytesIO()
    write_po(body, made, width=0, omit_header=True)
    return _header(language).encode() + body.getvalue()


def _header(language: str) -> str:
    """Comment and header of a file; without a clock, so that the same texts give the same bytes."""
    fields = {
        "Project-Id-Version": f"saylau {__version__}",
        "Language": language,
        SIGNED_BY: signed_by(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'# {SIGNED_BY} names the native editor who signed this catalogue.\nmsgid ""\nmsgstr ""\n{lines}\n'
