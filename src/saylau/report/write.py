"""FORMATS: the one list of formats, and the writing of a whole report into a folder."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from saylau.assessment.assess import Assessment
from saylau.assessment.disclosure import publish
from saylau.assessment.leaks import Guard, guard_of
from saylau.errors import ReportRefused, WrongUse
from saylau.records.case import Case
from saylau.records.package import content_of, write_package
from saylau.records.writing import case_files
from saylau.report.build import build_document, draft_notice
from saylau.report.catalogue import known_language
from saylau.report.charts.render import png, svg
from saylau.report.document import Document, Figure, walk
from saylau.report.docx import write_docx
from saylau.report.fonts import face_files, font_folder
from saylau.report.html import write_html
from saylau.report.json_writer import write_json
from saylau.report.pdf import write_pdf
from saylau.report.site import Pictures, write_site

MOST_UNPACKED = 512 << 20


@dataclass(frozen=True)
class Material:
    """What a writer needs beside the tree: the finished figures by anchor, the case that may be shown, the fonts."""

    svgs: Mapping[str, str]
    pngs: Mapping[str, bytes]
    case: Case
    embed_fonts: bool


def _html(document: Document, material: Material) -> bytes:
    faces = face_files() if material.embed_fonts else ()
    return write_html(document, svgs=material.svgs, embed_fonts=material.embed_fonts, font_files=faces).encode()


def _pdf(document: Document, material: Material) -> bytes:
    return write_pdf(document, svgs=material.svgs, fonts=font_folder())


def _docx(document: Document, material: Material) -> bytes:
    return write_docx(document, pngs=material.pngs)


def _json(document: Document, material: Material) -> bytes:
    return write_json(document, facts=material.case.facts, sources=material.case.sources.values()).encode()


FORMATS: Mapping[str, Callable[[Document, Material], bytes]] = MappingProxyType(
    {"html": _html, "pdf": _pdf, "docx": _docx, "json": _json}
)
"""Format, which is its file's ending, to the writer that makes its bytes."""

Tell = Callable[[str], None]


def write_report(
    assessment: Assessment,
    out: Path,
    *,
    formats: Sequence[str] = tuple(FORMATS),
    language: str = "en",
    public: bool = False,
    unsigned_allowed: bool = False,
    embed_fonts: bool = False,
    earlier: Assessment | None = None,
    site: bool = False,
    tell: Tell = lambda step: None,
) -> tuple[Path, ...]:
    """Write the report in the formats asked for, and the case package, into a folder; the paths written. With `site`
    also the site, below `out/site`, one folder a language.

    Only what may be shown is written (see `assessment.disclosure`); `earlier` is the version published before. Raises
    `WrongUse` for an unknown format or language, and `ReportRefused` for a public build with unsigned findings unless
    these are allowed; each page then carries the notice.
    """
    check_request(formats, language)
    if public and not unsigned_allowed:
        _refuse_unsigned(assessment)
    shown = publish(assessment, earlier)
    name = assessment.case.info.id if language == "en" else f"{assessment.case.info.id}.{language}"
    content = content_of(shown.case)
    tell("building the document")
    document = build_document(shown, language=language, content=content, watermark=draft_notice(shown, language))
    guard = guard_of(assessment.case, shown.case, assessment.cleared)
    _look_over(guard, document)
    svgs, pngs = _pictures(document, (*formats, *(("docx",) if site else ())), tell)
    material = Material(svgs, pngs, shown.case, embed_fonts)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in formats:
        tell(f"writing {kind.upper()}")
        path = out / f"{name}.{kind}"
        path.write_bytes(FORMATS[kind](document, material))
        written.append(path)
    if site:
        whole = f"../../{name}.html" if "html" in formats else ""
        written.append(
            write_site(
                document, shown, Pictures(svgs, pngs), out / "site",
                report=whole, guard=guard, embed_fonts=embed_fonts, tell=tell,
            )
        )  # fmt: skip
    tell("writing the case package")
    package = out / f"{assessment.case.info.id}.zip"
    _look_over_package(guard, shown.case)
    write_package(shown.case, None, package)
    return (*written, package)


def _look_over(guard: Guard, document: Document) -> None:
    """Every word of the finished report, section by section. Raises `ReportRefused` for a withheld name."""
    if not guard.knows_names:
        return
    for _, section in walk(document.sections):
        guard.refuse(f"section {section.number or section.title} of the report", repr((section.title, section.blocks)))
    guard.refuse("the cover or the notes of the report", repr((document.cover, document.about, document.notes)))


def _look_over_package(guard: Guard, case: Case) -> None:
    """Every file of the case package. Raises `ReportRefused` for a withheld name."""
    for name, data in case_files(case).items() if guard.knows_names else ():
        guard.refuse(f"{name} in the case package", _text_of(name, data))


def _text_of(name: str, data: bytes) -> str:
    """What stands in a file; a packed table is unpacked. Raises `ReportRefused` where nobody can look into it."""
    if not name.endswith(".gz"):
        return data.decode("utf-8", "replace")
    try:
        with gzip.open(BytesIO(data)) as packed:
            plain = packed.read(MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise ReportRefused(f"{name} in the case package is not gzip; pack it again") from None
    if len(plain) > MOST_UNPACKED:
        raise ReportRefused(f"{name} in the case package unpacks to more than {MOST_UNPACKED >> 20} MB; split it")
    return plain.decode("utf-8", "replace")


def check_request(formats: Sequence[str], language: str) -> None:
    """Raise `WrongUse` for a format or language that nobody knows, before anything is read or computed."""
    if not formats:
        raise WrongUse(f"no format was named; formats are {', '.join(FORMATS)}")
    for kind in formats:
        if kind not in FORMATS:
            raise WrongUse(f"no format {kind!r}; formats are {', '.join(FORMATS)}")
    known_language(language)


def _refuse_unsigned(assessment: Assessment) -> None:
    if assessment.unsigned:
        first = ", ".join(f.id for f in assessment.unsigned[:3])
        raise ReportRefused(
            f"{len(assessment.unsigned)} of {len(assessment.findings)} findings are not signed ({first} ...). "
            "Sign them in review.csv with the hash that `saylau explain` prints, or pass --unsigned: "
            "each page then says so"
        )


def _pictures(document: Document, formats: Sequence[str], tell: Tell) -> tuple[dict[str, str], dict[str, bytes]]:
    """The figures in the forms that the formats need; rendered ones are taken from the cache."""
    figures = [block for _, section in walk(document.sections) for block in section.blocks if isinstance(block, Figure)]
    if not {"html", "pdf", "docx"} & set(formats):
        return {}, {}
    svgs: dict[str, str] = {}
    pngs: dict[str, bytes] = {}
    for figure in figures:
        tell(f"drawing figure {figure.number} of {len(figures)}")
        svgs[figure.anchor] = svg(figure.spec, document.language)
        if figure.narrow is not None:
            svgs[f"{figure.anchor}.narrow"] = svg(figure.narrow, document.language)
        if "docx" in formats:
            pngs[figure.anchor] = png(svgs[figure.anchor])
    return svgs, pngs
