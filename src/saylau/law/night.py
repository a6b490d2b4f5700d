"""Whether something happened at night, between two clock times of the law, the same for every country."""

from __future__ import annotations

import re
from collections.abc import Sequence

from saylau.errors import LawError
from saylau.law.answers import Asking
from saylau.law.inputs import ClockInputs
from saylau.law.rule import Explanation
from saylau.methods.windows import HOUR
from saylau.records.settings import RULES_FILE
from saylau.values import Truth, When
from saylau.values.message import Message, Value

NIGHT_RULE = "prosecutions.night"
CLOCK_ASKED = "At which clock time did it begin and end?"
_CLOCK = re.compile("([01][0-9]|2[0-3]):([0-5][0-9])")


def night_of(what: Sequence[str]) -> tuple[int, int] | None:
    """The minutes of the day at which night begins and ends, from two clock times; None for anything else."""
    found = [_CLOCK.fullmatch(text) for text in what]
    minutes = [int(clock[1]) * HOUR + int(clock[2]) for clock in found if clock]
    return (minutes[0], minutes[1]) if len(minutes) == len(what) == 2 and minutes[0] != minutes[1] else None


def minute_of_day(at: When) -> int:
    """The minute of the day of a clock time, as written, whatever its zone."""
    hour, minute = at.text.partition("T")[2][:5].split(":")
    return int(hour) * HOUR + int(minute)


def is_night(minute: int, night: tuple[int, int]) -> bool:
    """Whether a minute of the day lies at night: the first minute of the night does, its end does not."""
    begins, ends = night
    return begins <= minute < ends if begins < ends else minute >= begins or minute < ends


def by_day(given: ClockInputs, what: Sequence[str], asking: Asking) -> Explanation:
    """Whether every clock time given lies outside the night. Values: `night_from`, `night_until`, minutes of the day.

    Raises `LawError` where no night is stated.
    """
    night = night_of(what)
    if night is None:
        raise LawError(f"{RULES_FILE}, rule {NIGHT_RULE}: it states no two clock times")
    values: dict[str, Value] = {"night_from": night[0], "night_until": night[1]}
    said: dict[str, Value] = {"begins": what[0], "ends": what[1]}
    times = given.at.clock_times if given.at else ()
    if not times:
        says = Message("Night was from {begins} to {ends}; no clock time is stated.", **said)
        return Explanation(Truth.UNKNOWN, says, values, questions=(asking(CLOCK_ASKED),))
    if any(is_night(minute_of_day(time), night) for time in times):
        return Explanation(Truth.NO, Message("It lay at night, from {begins} to {ends}.", **said), values)
    return Explanation(Truth.YES, Message("It did not lie at night, from {begins} to {ends}.", **said), values)
