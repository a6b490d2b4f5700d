"""The names of the vault: which one is printed of somebody who agreed to it, and what of everybody else never is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from saylau.assessment.clearance import Secrets
from saylau.vault.entries import Contact, Entry, Identity, ListEntry, NamePart, NameSort, NameWritten

ALONE = 4
"""Letters from which a name of one word is looked for by itself: shorter ones are ordinary words too often."""


def printed_names(entries: Sequence[Entry], languages: Sequence[str]) -> Mapping[str, str]:
    """The name that is printed, by language; under the empty key that for the first language of the case.

    Family name and given name, as the dossiers have them, else the whole name; the official one, else as a document
    has it; the last one entered stands. Empty where the vault has neither.
    """
    found: dict[str, str] = {}
    for sort in (NameSort.DOCUMENT, NameSort.OFFICIAL):
        own = [entry for entry in entries if isinstance(entry, NameWritten) and entry.sort is sort]
        parts = {(one.part, one.language): one.text for one in own}
        found |= {language: text for (part, language), text in parts.items() if part is NamePart.WHOLE}
        found |= {
            language: " ".join((family, parts[NamePart.GIVEN, language]))
            for (part, language), family in parts.items()
            if part is NamePart.FAMILY and (NamePart.GIVEN, language) in parts
        }
    if not found:
        return {}
    main = next((found[one] for one in (*languages[:1], "", *languages[1:]) if one in found), None)
    return {**found, "": main if main is not None else next(iter(found.values()))}


def secrets_of(
    people: Mapping[str, Sequence[Entry]], listed: Sequence[Entry], named: Collection[str], closed: Collection[str]
) -> Secrets:
    """What may stand in no text: names of all but the `named`, addresses and documents of all, `closed` numbers."""
    entries = [entry for number, own in people.items() if number not in named for entry in own]
    entries += [entry for entry in listed if not (isinstance(entry, ListEntry) and entry.person in named)]
    names, words = _names(entries, people, named)
    private = [text for own in people.values() for entry in own for text in _particulars(entry)]
    exact = [
        *(form for text in private for form in _exact(text)),
        *(form for number in closed for form in _numbers(number)),
    ]
    return Secrets.of(names, words, exact, private)


def name_secrets(people: Mapping[str, Sequence[Entry]]) -> Secrets:
    """The names of some people, and nothing else of them."""
    names, words = _names([entry for own in people.values() for entry in own], people, ())
    return Secrets.of(names, words, (), ())


def number_secrets(numbers: Collection[str]) -> Secrets:
    """Case numbers as they may be written."""
    return Secrets.of((), (), [form for number in numbers for form in _numbers(number)], ())


def particular_secrets(entries: Sequence[Entry]) -> Secrets:
    """Addresses, telephones and documents of one person."""
    private = [text for entry in entries for text in _particulars(entry)]
    return Secrets.of((), (), [form for text in private for form in _exact(text)], private)


def _exact(text: str) -> Iterator[str]:
    """An address or document as it is written; of a document also with its letters and digits apart or together."""
    if _TELLS.search(text):
        yield from (text, _LETTERS_DIGITS.sub(r"\1 \2", text), _LETTERS_DIGITS.sub(r"\1\2", text))


_LETTERS_DIGITS = re.compile(r"\b([^\W\d_]{1,3})\s*(?=\d{5})(\d)")
_TELLS = re.compile(r"\w\W+\w|\d{5}|@")
"""An address of several words, with a longer number or a name on a network: a city by itself tells nobody."""


def _names(
    entries: Sequence[Entry], people: Mapping[str, Sequence[Entry]], named: Collection[str]
) -> tuple[list[str], list[str]]:
    """Names to look for as a whole, and the words of them that tell somebody by themselves."""
    common = {word.casefold() for own in people.values() for word in _given(own)}
    whole: list[str] = []
    for entry in entries:
        whole += [text for text in _written(entry) if " " in text.strip() or len(text) >= ALONE]
    whole += [name for number, own in people.items() if number not in named for name in _joined(own)]
    given = {text for entry in entries if isinstance(entry, ListEntry) for text in (entry.given, entry.patronymic)}
    apart = common | {word.casefold() for text in given for word in text.split()}
    words = [word for name in whole for word in name.split() if word.casefold() not in apart]
    return whole, words


def _written(entry: Entry) -> Iterator[str]:
    """The names of an entry that tell somebody: whole names and family names, not a given name by itself."""
    if isinstance(entry, NameWritten) and entry.part in (NamePart.WHOLE, NamePart.FAMILY):
        yield entry.text
    if isinstance(entry, ListEntry):
        yield from filter(None, (entry.name, entry.family))
        if entry.family and entry.given:
            yield from (f"{entry.given} {entry.family}", f"{entry.family} {entry.given}")


def _joined(entries: Sequence[Entry]) -> Iterator[str]:
    """Names as they stand side by side in a text: family and given name, either first; given name and patronymic."""
    parts = [entry for entry in entries if isinstance(entry, NameWritten)]
    families, givens, fathers = (
        [p.text for p in parts if p.part is part] for part in (NamePart.FAMILY, NamePart.GIVEN, NamePart.PATRONYMIC)
    )
    for given in givens:
        for family in families:
            yield from (f"{given} {family}", f"{family} {given}")
        yield from (f"{given} {father}" for father in fathers)


def _given(entries: Sequence[Entry]) -> Iterator[str]:
    """Words of given names and patronymics, which many people share."""
    for entry in entries:
        if isinstance(entry, NameWritten) and entry.part in (NamePart.GIVEN, NamePart.PATRONYMIC):
            yield from entry.text.split()


def _particulars(entry: Entry) -> Iterator[str]:
    """Addresses, telephones and identity documents."""
    if isinstance(entry, Contact):
        yield entry.address
    if isinstance(entry, Identity):
        yield from filter(None, (entry.document, entry.address))


def _numbers(number: str) -> Iterator[str]:
    """A case number as it is written, without the hyphen, and with Cyrillic letters that look alike."""
    for form in (number, number.translate(_ALIKE)):
        yield from (form, form.replace("-", ""))


_ALIKE = str.maketrans("ABCEHKMOPTX", "\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e\u0420\u0422\u0425")
