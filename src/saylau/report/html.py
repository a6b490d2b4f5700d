"""The report as one HTML file: it works offline, without a script, on a phone, in a screen reader and on paper."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from saylau.errors import ReportRefused, WrongUse
from saylau.report.catalogue import languages
from saylau.report.citation import A_FIGURE, CITE, citation
from saylau.report.document import Document, Figure, FindingBox, Row, Table, walk
from saylau.report.html_lines import Anchors, Lines
from saylau.report.inline_svg import inline_svg
from saylau.report.words import words_for

TEMPLATES = Path(__file__).parent / "templates"
WEIGHTS = {"Regular": 400, "Semibold": 600, "Bold": 700}


class BesideTree(Protocol):
    """What stands beside a table or a figure, and a name of a figure that stays."""

    folded: bool
    stacked: bool

    def name(self, figure: Figure) -> str:
        """The anchor of a figure that does not change with its number."""

    def figure(self, figure: Figure) -> Markup:
        """What stands below a figure."""

    def table(self, table: Table) -> Markup:
        """What stands below a table."""

    @property
    def report(self) -> Markup:
        """What stands below the cover."""


def write_html(
    document: Document, *, svgs: Mapping[str, str], embed_fonts: bool = False, font_files: tuple[Path, ...] = (),
    beside: BesideTree | None = None,
) -> str:  # fmt: skip
    """The whole page. Without `beside` it says beside each figure how to cite it in the report of a case.

    `svgs` holds the finished picture of each figure under its anchor, and the one for phones under `<anchor>.narrow`.
    With `embed_fonts` the faces in `font_files` travel in the page (about 2 MB for six); without, the reader's system
    gives its own serif and sans. Raises `ReportRefused` where a picture is missing, an anchor stands twice or a link
    leads nowhere, and `WrongUse` where faces are to be embedded and none are given.
    """
    if embed_fonts and not font_files:
        raise WrongUse("the fonts are to be embedded and no font file was given; name the files or leave them out")
    anchors = Anchors()
    style = _style(document, font_files if embed_fonts else ())
    page = environment(svgs).get_template("report.html.j2").render(
        document=document, words=document.words, anchors=anchors, line=Lines(anchors), style=Markup(style),
        style_hash=_style_hash(style), beside=beside or _Beside(document),
    )  # fmt: skip
    anchors.check()
    return page


def figure_names(document: Document) -> Mapping[str, str]:
    """Anchor of each figure, which is its number, to a name that stays when figures come before it: that of its check.

    A figure follows the box of the findings that it shows. A second figure of one check bears its place after a colon.
    """
    names: dict[str, str] = {}
    times: dict[str, int] = {}
    for _, section in walk(document.sections):
        check = section.anchor
        for block in section.blocks:
            if isinstance(block, FindingBox):
                check = block.check
            elif isinstance(block, Figure):
                times[check] = times.get(check, 0) + 1
                names[block.anchor] = check if times[check] == 1 else f"{check}:{times[check]}"
    return names


class _Beside:
    """What stands beside a table or a figure in the report in one file: how to cite it, and a name that stays."""

    folded = True
    """Whether the table of a figure is folded away."""
    stacked = False
    """Whether the cells of a row stand below each other on a phone, each with its head before it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names = figure_names(document)
        language = document.language if document.language in languages() else "en"
        self._words = words_for(language, lambda thing, language: thing)

    def name(self, figure: Figure) -> str:
        """The anchor of a figure that does not change with its number."""
        return f"figure:{self._names[figure.anchor]}"

    def figure(self, figure: Figure) -> Markup:
        """How to cite a figure."""
        said = self._words.say(A_FIGURE, number=figure.number, caption=figure.caption)
        return self._cite(citation(self._document, self._words, said, f"#{self.name(figure)}"))

    def table(self, table: Table) -> Markup:
        """Nothing: all data of the page stand in it."""
        return Markup("")

    @property
    def report(self) -> Markup:
        """How to cite the whole report."""
        return self._cite(citation(self._document, self._words))

    def _cite(self, text: str) -> Markup:
        says = Markup('<details class="cite"><summary>{}</summary><p>{}</p></details>')
        return says.format(self._words.say(CITE), text)


def environment(svgs: Mapping[str, str]) -> Environment:
    """The templates, compiled once, with what they need to draw a block."""
    loader = FileSystemLoader(TEMPLATES, encoding="utf-8")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip

    def picture(figure: Figure, variant: str) -> Markup:
        key = figure.anchor + variant
        if key not in svgs:
            raise ReportRefused(f"no picture was rendered for {key!r}; render its specification first")
        return Markup(inline_svg(svgs[key], key, figure.caption, figure.alt))

    environment.globals.update(kind_of=lambda block: type(block).__name__, shares=shares, picture=picture)
    return environment


def shares(widths: tuple[int, ...]) -> list[int]:
    """Relative widths of columns as whole per cents."""
    return [round(100 * width / sum(widths)) for width in widths]


def _style(document: Document, font_files: tuple[Path, ...]) -> str:
    """The style sheet: the faces, the fixed part, widths of columns, what stands in the margin of each printed page."""
    faces = [_face(file) for file in sorted(font_files, key=lambda file: file.name)]
    used = sorted({share for table in _tables(document.sections) for share in shares(table.widths)})
    columns = [f".w{share}{{width:{share}%}}" for share in used]
    words = document.words
    foot = f"{_css_text(words['Page'] + ' ')} counter(page) {_css_text(' ' + words['of'] + ' ')} counter(pages)"
    paper = f"@page{{@bottom-left{{margin-left:14mm;content:{_css_text(document.id)}}}@bottom-right{{content:{foot}}}}}"
    return "\n".join([*faces, (TEMPLATES / "report.css").read_text(encoding="utf-8").strip(), *columns, paper])


def _style_hash(style: str) -> str:
    """What the page's own security policy allows: this style sheet, and nothing else."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _css_text(text: str) -> str:
    """A text as a string of CSS; no sign in it can end the string or the style element."""
    return '"' + re.sub(r'[\\"<>\n\r\f]', lambda sign: f"\\{ord(sign.group()):x} ", text) + '"'


def _face(file: Path) -> str:
    """An embedded face; family and weight stand in the file's name: `SourceSerifPro-Semibold.ttf`."""
    rule = face_rule(file, "data:font/ttf;base64,{data}")
    return rule.replace("{data}", base64.b64encode(file.read_bytes()).decode())


def face_rule(file: Path, address: str, more: str = "") -> str:
    """The rule of a face at an address. Raises `WrongUse` for a file whose name is not that of one of the faces."""
    family, _, style = file.stem.partition("-")
    if style not in WEIGHTS:
        raise WrongUse(f"{file.name} is not one of the faces {', '.join(WEIGHTS)}; leave it out")
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", family)
    return (
        f"@font-face{{font-family:'{spaced}';font-weight:{WEIGHTS[style]};{more}src:url({address}) format('truetype')}}"
    )


def _tables(node: Any) -> list[Table]:
    """Every table below a part of the document, however deep."""
    if isinstance(node, Table):
        return [node]
    if isinstance(node, tuple):
        return [table for item in node for table in _tables(item)]
    if isinstance(node, Row) or not hasattr(node, "__dataclass_fields__"):
        return []
    return [table for name in node.__dataclass_fields__ for table in _tables(getattr(node, name))]
