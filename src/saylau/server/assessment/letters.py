"""Letters as they are kept, with the place for the reply filled in."""

from __future__ import annotations

from datetime import date

from saylau.report.letters import Reply
from saylau.report.words import words_for
from saylau.values import When


def filled(text: str, language: str, address: str, by: date | None) -> str:
    """A letter in which the address and the day of the reply stand, where they were told."""
    words = words_for(language, lambda thing, spoken: thing)
    empty, reply = Reply(), Reply(address, When.parse(by.isoformat()) if by else None)
    pairs = {
        words.say("Reply to: {address}", address=empty.said_address()): words.say(
            "Reply to: {address}", address=reply.said_address()
        ),
        words.say("Reply by: {day}", day=empty.said_day()): words.say("Reply by: {day}", day=reply.said_day()),
    }
    return "\n".join(pairs.get(line, line) for line in text.split("\n"))
