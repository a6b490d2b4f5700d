"""The order of letters: Kazakh and Russian sort by their own alphabets and not by the numbers of their signs."""

from __future__ import annotations

from functools import cache

_ALPHABETS = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}


@cache
def _places(language: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(_ALPHABETS.get(language, ""))}


def alphabetical(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts texts as the alphabet of the language does; other signs come before its letters."""
    places = _places(language)
    return tuple((places.get(sign, -1), sign) for sign in text.casefold())
