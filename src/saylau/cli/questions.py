"""`saylau questions`: the open questions as letters, one for each who can answer, without what is withheld."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from saylau.assessment.disclosure import publish
from saylau.assessment.questions import by_addressee
from saylau.cli.gated import ON, WITHOUT_PEOPLE, gated_case
from saylau.errors import BadValue, WrongUse
from saylau.report.letters import Reply, letter, short_name
from saylau.report.words import words_for
from saylau.values import When


def questions(
    case: Annotated[str, typer.Argument(help="A case folder, workbook or package, or the name of a bundled case.")],
    out: Annotated[Path | None, typer.Option(help="Folder for one file a letter; printed unless told.")] = None,
    language: Annotated[str, typer.Option("--lang", help="Language of the letters, e.g. en.")] = "en",
    reply_to: Annotated[str, typer.Option(help="Address for the replies; left to fill in unless told.")] = "",
    by: Annotated[str, typer.Option(help="Day by which a reply is asked for, e.g. 2019-05-30.")] = "",
    on: ON = "",
    without_people: WITHOUT_PEOPLE = False,
) -> None:
    """Write one letter for each who can answer, in Markdown, with numbered questions."""
    reply = Reply(reply_to, _day(by) if by else None)
    assessment = publish(gated_case(case, on=on, without_people=without_people).assess())
    words = words_for(language, assessment.case)
    grouped = by_addressee(assessment.questions, words.text, words.sort_key)
    letters = {who: letter(assessment, words, who, asked, reply) for who, asked in grouped.items()}
    if out is None:
        print("\n\n".join(letters.values()))
        return
    out.mkdir(parents=True, exist_ok=True)
    for number, (who, text) in enumerate(letters.items(), 1):
        path = out / f"{number:02}-{short_name(who)}.md"
        path.write_text(text + "\n", encoding="utf-8")
        print(path)


def _day(text: str) -> When:
    """A day as it is written in a case. Raises `WrongUse`."""
    try:
        day = When.parse(text)
    except BadValue:
        day = None
    if day is None or day.exact_day is None:
        raise WrongUse(f"--by {text}: write a day as year-month-day, e.g. 2019-05-30")
    return day
