"""`saylau questions`: the open questions as letters, one for each who can answer, without what is withheld."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from saylau.assessment.assess import Assessment, assess
from saylau.assessment.disclosure import publish
from saylau.assessment.questions import OpenQuestion, by_addressee
from saylau.records.locate import open_case

_LONGEST_NAME = 24
_NO_END = ("a", "and", "for", "of", "on", "the", "to", "who")
"""Words with which a name does not end."""


def questions(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    out: Annotated[Path | None, typer.Option(help="Folder for one file a letter; printed unless told.")] = None,
) -> None:
    assessment = publish(assess(open_case(case)))
    letters = {who: letter(assessment, who, asked) for who, asked in by_addressee(assessment.questions).items()}
    if out is None:
        print("\n\n".join(letters.values()))
        return
    out.mkdir(parents=True, exist_ok=True)
    for number, (who, text) in enumerate(letters.items(), 1):
        path = out / f"{number:02}-{short_name(who)}.md"
        path.write_text(text + "\n", encoding="utf-8")
        print(path)


def short_name(who: str) -> str:
    """The first words of an addressee, as the name of a file."""
    words = re.findall(r"[a-z0-9]+", re.sub("['\u2019]", "", who.lower()))
    while len(words) > 1 and (len("-".join(words)) > _LONGEST_NAME or words[-1] in _NO_END):
        words.pop()
    return "-".join(words)[:_LONGEST_NAME] or "letter"


def letter(assessment: Assessment, who: str, asked: tuple[OpenQuestion, ...]) -> str:
    """One letter in Markdown: whom it asks, on what, why each answer matters."""
    info = assessment.case.info
    lines = [
        f"# To: {who}",
        "",
        f"Subject: {info.title}",
        "",
        f"For this assessment (as of {info.assessed.isoformat()}) the following could not be settled from the "
        "material. An answer with its source would let the findings named be completed.",
        "",
    ]
    for number, question in enumerate(asked, 1):
        lines.append(f"{number}. {question.question.asks}")
        if question.question.provision:
            lines.append(f"   Provision: {question.question.provision}")
        if question.question.why:
            lines.append(f"   Why it matters: {question.question.why}")
        if question.findings:
            lines.append(f"   Findings that wait for it: {', '.join(question.findings)}")
    return "\n".join([*lines, "", f"{info.organisation}".rstrip()]).rstrip()
