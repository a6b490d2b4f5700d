"""`saylau followup`: what became of the recommendations of one election at the next."""

from __future__ import annotations

from typing import Annotated

import typer

from saylau.assessment.disclosure import publish
from saylau.assessment.followup import Basis, Followed, follow_up
from saylau.cli.gated import ON, WITHOUT_PEOPLE, gated_case
from saylau.errors import WrongUse
from saylau.report.facts import field_text
from saylau.report.words import Words, words_for
from saylau.values import Truth
from saylau.values.message import Message


def followup(
    before: Annotated[str, typer.Argument(help="The case of the earlier election, which holds the recommendations.")],
    after: Annotated[str, typer.Argument(help="The case of the later election, which holds what became of them.")],
    language: Annotated[str, typer.Option("--lang", help="Language of the list, e.g. en.")] = "en",
    on: ON = "",
    without_people: WITHOUT_PEOPLE = False,
) -> None:
    """List the recommendations of the earlier case with status, evidence and findings then and now, in Markdown."""
    read = (gated_case(name, on=on, without_people=without_people) for name in (before, after))
    old, new = (publish(one.assess()) for one in read)
    if old.case.country != new.case.country:
        raise WrongUse("the two cases are about two countries; name two elections of one country")
    words = words_for(language, old.case)
    heading = words.say(
        "# Recommendations of {old}, followed up to {new}", old=old.case.title(language), new=new.case.title(language)
    )
    typer.echo(heading)
    found = follow_up(old, new)
    if not found:
        typer.echo(words.say("The material contains no recommendations."))
    for followed in found:
        typer.echo("\n" + "\n".join(_lines(words, followed, language)))


def _lines(words: Words, followed: Followed, language: str) -> list[str]:
    fact = followed.recommendation
    record, number = fact.record, fact.record.number
    first = record.priority is Truth.YES
    title = words.say("## R{number}, priority", number=number) if first else words.say("## R{number}", number=number)
    lines = [title, "", field_text(fact, "text", words), ""]
    lines.append(words.say("- To: {addressees}", addressees=field_text(fact, "addressees", words)))
    lines.append(words.say("- Action: {action}", action=field_text(fact, "action", words) or words.say("not stated")))
    lines.append(words.say("- Status: {status}", status=Message(followed.status.value)))
    for case, told in followed.statuses:
        own, source = words_for(language, case), case.source_of(told)
        lines.append(
            own.say(
                "- {status}, by {by}, {day}: {evidence} ({source}, {place})",
                status=Message(told.record.implementation.value),
                by=field_text(told, "by", own) or source.author or source.title,
                day=told.record.on or Message("no day stated"),
                evidence=field_text(told, "evidence", own) or own.say("no evidence told"),
                source=source.title,
                place=told.locator or own.say("place not stated"),
            )
        )
    return [*lines, *(_basis(words, basis) for basis in followed.basis)]


def _basis(words: Words, basis: Basis) -> str:
    none = Message("no finding")
    before = Message(basis.before.value) if basis.before else none
    after = Message(basis.after.value) if basis.after else none
    return words.say("- Rests on {name}: then {before}, now {after}", name=basis.name, before=before, after=after)
