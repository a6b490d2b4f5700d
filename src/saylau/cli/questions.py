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
from saylau.report.boxes import asked_text
from saylau.report.words import Words, words_for
from saylau.values.message import Name

_LONGEST_NAME = 24
_NO_END = ("a", "and", "for", "of", "on", "the", "to", "who")
"""Words with which a name does not end."""


def questions(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    out: Annotated[Path | None, typer.Option(help="Folder for one file a letter; printed unless told.")] = None,
    language: Annotated[str, typer.Option("--lang", help="Language of the letters, e.g. en.")] = "en",
) -> None:
    assessment = publish(assess(open_case(case)))
    words = words_for(language, assessment.case)
    grouped = by_addressee(assessment.questions, words.text, words.sort_key)
    letters = {who: letter(assessment, words, who, asked) for who, asked in grouped.items()}
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


def letter(assessment: Assessment, words: Words, who: str, asked: tuple[OpenQuestion, ...]) -> str:
    """One letter in Markdown: whom it asks, on what, why each answer matters."""
    info = assessment.case.info
    says = (
        "For this assessment (as of {day}) the following could not be settled from the material. "
        "An answer with its source would let the findings named be completed."
    )
    lines = [
        words.say("# To: {who}", who=who),
        "",
        words.say("Subject: {title}; voting day {poll}", title=info.title, poll=info.poll),
        "",
        words.say(says, day=info.assessed),
        "",
    ]
    for number, question in enumerate(asked, 1):
        lines.append(f"{number}. {asked_text(words, question.question)}")
        lines += [f"   {line}" for line in _behind(words, question)]
    return "\n".join([*lines, "", f"{info.organisation}".rstrip()]).rstrip()


def _behind(words: Words, question: OpenQuestion) -> list[str]:
    """What stands below a question: its provision, why it matters, and the findings that wait for it."""
    found = []
    if question.question.provision:
        found.append(words.say("Provision: {provision}", provision=Name(question.question.provision)))
    if question.question.why:
        found.append(words.say("Why it matters: {why}", why=words.text(question.question.why)))
    if question.findings:
        found.append(words.say("Findings that wait for it: {findings}", findings=", ".join(question.findings)))
    return found
