"""Every text of the pages, gathered out of templates, code and record classes, and the catalogues to translate them.

    python -m saylau.server.gather_texts          bring the bundled catalogues up to date
    python -m saylau.server.gather_texts --check  say what is not translated

What a record class says of its columns and choices is a text of the pages. Names of kinds and columns that the
report's catalogues translate already are taken from there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from saylau.records.columns import file_columns, record_columns
from saylau.records.kinds import KINDS
from saylau.records.source import Source
from saylau.report.catalogue import catalogue_of
from saylau.server.access.roles import Role
from saylau.server.pages.facts.areas import first_paragraph
from saylau.server.pages.facts.meanings import meanings

HERE = Path(__file__).parent
LANGUAGES = ("ru", "kk")
_KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "translated": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
_OF_LIBRARIES = ("allauth",)
"""Packages whose templates are ours and whose texts in code are their own."""


def texts() -> Catalog:
    """Every text of the pages, in the order of its place."""
    found = Catalog(project="saylau", fuzzy=False)
    for path in sorted((*HERE.rglob("*.py"), *HERE.rglob("templates/**/*.html"), *HERE.rglob("templates/**/*.txt"))):
        for message, context in _in_file(path):
            found.add(message, context=context)
    for text in _of_records():
        found.add(text)
    return found


def _in_file(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The texts of a Python file or template, with their contexts."""
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        source = templatize(source)
    for _, message, _, context in extract("python", BytesIO(source.encode()), keywords=_KEYWORDS):
        if message and message != ("", ""):
            yield message, context


def _of_records() -> Iterator[str]:
    """What the record classes say of themselves, their columns and their choices."""
    said = catalogue_of(LANGUAGES[0])
    yield from map(str, Role)
    for name, kind in (("source", Source), *KINDS.items()):
        columns = record_columns(kind) if kind is Source else file_columns(kind)
        yield from _unless(name.replace("_", " "), said)
        yield first_paragraph(kind.__doc__)
        if kind is not Source:
            yield first_paragraph(sys.modules[kind.__module__].__doc__)
        for column in columns:
            yield from _unless(column.name.replace("_", " "), said)
            if column.description:
                yield column.description
            for choice in column.choices:
                yield from _unless(choice, said)
            if column.choices:
                yield from meanings(kind, column.name).values()


def _unless(text: str, said: object) -> Iterator[str]:
    if text not in said:  # type: ignore[operator]
        yield text


def file_of(language: str) -> Path:
    """The bundled catalogue of a language."""
    return HERE / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """Every text with its translation in a language, as far as there is one."""
    known = _known(language)
    found = Catalog(locale=language, project="saylau", fuzzy=False)
    for message in texts():
        if message.id:
            before = known.get(_one(message), message.context)
            found.add(message.id, before.string if before else None, context=message.context, flags=message.flags)
    return found


def _known(language: str) -> Catalog:
    file = file_of(language)
    return read_po(BytesIO(file.read_bytes()), locale=language) if file.exists() else Catalog(locale=language)


def _one(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else str(message.id)


def missing(language: str) -> list[Message]:
    """The texts that have no translation in a language."""
    return [message for message in catalogue(language) if message.id and not _said(message)]


def _said(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(said)


def catalogue_bytes(found: Catalog) -> bytes:
    """A catalogue as a file: sorted by text, without dates, so that the same texts give the same bytes."""
    head = (
        ("Project-Id-Version", "saylau"), ("Language", str(found.locale)), ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", found.plural_forms),
    )  # fmt: skip
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in head)
    out = BytesIO()
    write_po(out, found, sort_output=True, width=120, omit_header=True, no_location=True)
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + out.getvalue()


def main() -> int:
    """Bring the catalogues up to date, or say what they lack."""
    lacking: list[Message] = []
    for language in LANGUAGES:
        if "--check" not in sys.argv:
            file_of(language).parent.mkdir(parents=True, exist_ok=True)
            file_of(language).write_bytes(catalogue_bytes(catalogue(language)))
        lacking = missing(language)
        print(f"{language}: {len(lacking)} of {sum(1 for message in texts() if message.id)} texts are not translated")
    return int(bool(lacking))
