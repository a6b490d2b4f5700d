"""What a number means that is written with marks between its digits: `48 500`, `48,500`, `48.500,50`.

A point or comma before exactly three digits parts thousands in one country and decimals in another. Nobody but the
source can say which, so both readings are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_NUMBER = re.compile(r"[0-9]+(?:[.,'_\u2019\s][0-9]+)*")
_MARK = re.compile(r"[^0-9]")


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text as they are written, marks between their digits included."""
    return tuple(_NUMBER.findall(text))


def readings(number: str) -> tuple[str, ...]:
    """The plain numbers, digits with at most one point, that a number with marks may mean: as thousands, as decimals.

    Two for `48.500`, one for `48 500` or `48,5`, none where the marks make no sense.
    """
    marks, groups = _MARK.findall(number), _MARK.split(number)
    found = [] if marks and not _thousands(marks, groups) else ["".join(groups)]
    if marks and marks[-1] in ".," and marks.count(marks[-1]) == 1 and _thousands(marks[:-1], groups[:-1]):
        found.append("".join(groups[:-1]) + "." + groups[-1])
    return tuple(re.sub(r"^0+(?=[0-9])", "", text) for text in found)


def _thousands(marks: list[str], groups: list[str]) -> bool:
    """Whether one mark parts the digits into threes."""
    in_threes = len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    return not marks or (in_threes and len(set(marks)) == 1)


def respelled(text: str, canonical: Callable[[str], str]) -> tuple[str, ...]:
    """The text with plain numbers, once with all of them read as thousands and once as decimals, each text once.

    `canonical` writes a plain number as its type does; empty where the type has no such number.
    """
    found = []
    for choice in (0, -1):
        numbers = [canonical((readings(number) or ("",))[choice]) for number in numbers_in(text)]
        if all(numbers):
            found.append(_put(text, numbers))
    return tuple(dict.fromkeys(found))


def _put(text: str, numbers: list[str]) -> str:
    """The text with other numbers in the places of its own."""
    rest = iter(numbers)
    return _NUMBER.sub(lambda _: next(rest), text)


def write_one_of(spellings: tuple[str, ...]) -> str:
    """What to write instead: the one spelling, or the question which of two the source means; empty for none."""
    if len(spellings) > 1:
        return f"{' or '.join(spellings)}? Write the one that the source means"
    return f"write {spellings[0]}" if spellings else ""
