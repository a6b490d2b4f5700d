"""Letters: the open questions to one addressee, ready to be sent but for the day and the address of the reply."""

from __future__ import annotations

import re
from dataclasses import dataclass

from saylau.assessment.assess import Assessment
from saylau.assessment.questions import OpenQuestion
from saylau.records.kinds import Provision
from saylau.report.boxes import asked_text
from saylau.report.words import Words
from saylau.values import When
from saylau.values.message import Message, Name, Simple, Wording

INTRODUCTION = (
    "We are preparing an assessment of {election}, voting day {poll}. The points below could not be settled from the "
    "material that we hold as of {day}. We would be grateful for your answer to each of them."
)
CLOSING = (
    "Please name for each answer the document on which it rests, with its day and number, and say whether we may "
    "publish it under your name. Answers that arrive by the day named above will stand in the report in full, beside "
    "the findings that they concern; if none arrives, the report will say so."
)

_LONGEST_NAME = 24
_NO_END = frozenset({"a", "and", "for", "of", "on", "the", "to", "who"})
"""Words with which a name does not end."""


@dataclass(frozen=True)
class Reply:
    """Where and by when an answer is asked for; a place to fill in where that is not known."""

    address: str = ""
    by: When | None = None

    def said_address(self) -> Simple:
        """The address, or that it is to be filled in."""
        return self.address or Message("[address for the reply]")

    def said_day(self) -> Simple:
        """The day, or that it is to be filled in."""
        return self.by or Message("[day]")


def letter(assessment: Assessment, words: Words, who: str, asked: tuple[OpenQuestion, ...], reply: Reply) -> str:
    """One letter in Markdown: whom it asks, numbered questions with provision and reason, deadline and address."""
    info = assessment.case.info
    lines = [
        words.say("# To: {who}", who=who),
        "",
        words.say("Subject: {title}; voting day {poll}", title=assessment.case.title(words.language), poll=info.poll),
        "",
        words.say("Reply to: {address}", address=reply.said_address()),
        "",
        words.say("Reply by: {day}", day=reply.said_day()),
        "",
        words.say("Dear Sir or Madam,"),
        "",
        words.say(INTRODUCTION, election=Name(info.election), poll=info.poll, day=info.assessed),
        "",
    ]
    for number, question in enumerate(asked, 1):
        lines.append(f"{number}. {asked_text(words, question.question)}")
        lines += [f"   - {line}" for line in _behind(assessment, words, question)]
    lines += ["", words.say(CLOSING), "", words.say("Yours faithfully,"), ""]
    return "\n".join([*lines, words.own(info.organisation)]).rstrip()


def _behind(assessment: Assessment, words: Words, question: OpenQuestion) -> list[str]:
    """What stands below a question: its provision, why it matters, and the findings that wait for it."""
    found = []
    if question.question.provision:
        found.append(_provision(assessment, words, question.question.provision))
    if question.question.why:
        found.append(words.say("Why it matters: {why}", why=words.text(question.question.why)))
    if question.findings:
        found.append(words.say("Findings that wait for it: {findings}", findings=tuple(question.findings)))
    return found


def _provision(assessment: Assessment, words: Words, thing: str) -> str:
    """The provision by its act and article, as a lawyer would look it up; by its id where the case does not hold it."""
    known = next((f for f in assessment.case.all(Provision) if f.id == thing), None)
    if known is None:
        return words.say("Provision: {provision}", provision=thing)
    return words.say(
        "Provision: {act}, article {article}", act=Wording(known.fact, "act"), article=known.record.article
    )


def short_name(who: str) -> str:
    """The first words of an addressee, as the name of a file."""
    words = re.findall(r"[a-z0-9]+", re.sub("['\u2019]", "", who.lower()))
    while len(words) > 1 and (len("-".join(words)) > _LONGEST_NAME or words[-1] in _NO_END):
        words.pop()
    return "-".join(words)[:_LONGEST_NAME] or "letter"
