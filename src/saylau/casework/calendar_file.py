"""Deadlines as a calendar file (iCalendar, RFC 5545): days and case numbers, nobody's name, no clock of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from saylau.casework.due import Due
from saylau.values.message import Message, Said

LONGEST = 75
"""Octets of a line, its end not counted (RFC 5545, section 3.1)."""


def calendar(dues: Iterable[Due], case: str, on: date, say: Callable[[Said], str]) -> bytes:
    """A calendar of those that have a day. `say` puts a text into words; `on` stands for the time of making.

    A time with bounds covers all its days. Same input, same bytes.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//saylau//deadlines//EN", "CALSCALE:GREGORIAN"]
    for due in dues:
        lines += _event(due, case, on, say)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(due: Due, case: str, on: date, say: Callable[[Said], str]) -> Iterator[str]:
    days = [day for day in (due.when.first, due.when.last) if day] if due.when else []
    if not days:
        return
    first, last = days[0], days[-1]
    said = say(due.says)
    about = due.about or "vault"
    told = "\n".join((case, about, due.rule) if due.rule else (case, about))
    key = "\0".join((case, due.sort, about, str(due.when), *due.persons, said))
    title = Message("{sort}: {persons}", sort=Message(due.sort.value), persons=due.persons)
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(key.encode()).hexdigest()[:32]}@saylau"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(say(title) if due.persons else say(due.sort.value))}"
    yield f"DESCRIPTION:{escaped(said)}\\n{escaped(told)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as the value of a property (RFC 5545, section 3.3.11)."""
    text = _LINE_END.sub("\n", text)
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What some readers of calendars take as the end of a line."""


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, each but the first begun by a blank; no letter is cut in two."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > LONGEST:
            yield part
            part = " "
        part += letter
    yield part
