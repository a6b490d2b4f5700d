"""Names and wording in further languages: the case's `texts.csv` and `phrases.csv`, one thing at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from saylau.errors import CaseRefused, Problem, WrongUse
from saylau.records.columns import Column, record_columns
from saylau.records.csvtext import CONTROL, csv_bytes, plain, read_csv
from saylau.records.problems import Problems
from saylau.records.texts import TEXT_COLUMNS, read_phrases, read_texts
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.states import FactState
from saylau.server.store.conflict import Stale
from saylau.server.store.context import NOT_IN_FOLDER, kind_of
from saylau.server.store.models import SOURCE, Case, Fact, Part, Revision

TEXTS, PHRASES = "texts.csv", "phrases.csv"

Key = tuple[str, str]
"""Column and language."""


def text_columns(kind: str) -> tuple[Column, ...]:
    """The columns of a kind that can have a text in further languages."""
    if kind == SOURCE:
        return ()
    return tuple(column for column in record_columns(kind_of(kind)) if column.type == "text" and not column.many)


def texts_of(case: Case, thing: str) -> dict[Key, str]:
    """The texts of one thing in further languages, by column and language, as they stand now."""
    return {(column, lang): text for (id_, column, lang), text in _read(case).items() if id_ == thing}


def further_texts(case: Case, thing: str, said: Mapping[str, str]) -> dict[Key, str]:
    """The texts of one thing in further languages: its own, and what the case says for its words wherever they stand.

    `said` leads from a column to the words of the record. What is shown may be as old as the case's version.
    """
    texts, phrases = _known(case.uid, case.version, case.pk)
    found = {(column, lang): text for column, words in said.items() for lang, text in phrases.get(words, ())}
    return found | {(column, lang): text for (id_, column, lang), text in texts.items() if id_ == thing}


Texts = Mapping[tuple[str, str, str], str]
Phrases = Mapping[str, tuple[tuple[str, str], ...]]


@lru_cache(8)
def _known(uid: str, version: int, key: int) -> tuple[Texts, Phrases]:
    """The texts of a case, and its phrases by the words that they say; kept until the case changes."""
    parts = {part.name: bytes(part.content) for part in Part.objects.filter(case=key, name__in=(TEXTS, PHRASES))}
    phrases: dict[str, tuple[tuple[str, str], ...]] = {}
    problems = Problems()
    sheet = read_csv(PHRASES, parts[PHRASES], problems) if PHRASES in parts else None
    for (text, lang), says in (read_phrases(sheet, problems) if sheet else {}).items():
        phrases[text] = (*phrases.get(text, ()), (lang, says))
    return _rows(parts.get(TEXTS)), phrases


def write_texts(by: User, fact: Fact, texts: Mapping[Key, str], seen: Mapping[Key, str]) -> None:
    """Put the texts of a fact's thing in the place of those that were `seen`; an empty one is taken away.

    Raises `Stale` where somebody else changed one of them since, `CaseRefused` where one is not right, `WrongUse` for a
    draft, which stands in no file yet.
    """
    if fact.state in NOT_IN_FOLDER:
        raise WrongUse("a draft has no texts in further languages yet; submit it first")
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=fact.case_id)
        every = _read(fact.case)
        standing = {(column, lang): text for (thing, column, lang), text in every.items() if thing == fact.thing}
        if standing != dict(seen):
            raise Stale("somebody else changed these texts since you opened them; nothing was saved")
        told = {key: plain(text).strip() for key, text in texts.items()}
        _check(fact, told)
        for (column, lang), text in told.items():
            every.pop((fact.thing, column, lang), None)
            if text:
                every[fact.thing, column, lang] = text
        _keep(by, fact.case, every)
        _show_anew(by, fact)
        Case.objects.filter(pk=fact.case_id).update(version=F("version") + 1)
        append(by.uid, "texts.change", fact.uid, {"thing": fact.thing, "texts": len(told)})


def _show_anew(by: User, fact: Fact) -> None:
    """Have whoever reviews a claim about the thing look once more: what they saw was said in other words."""
    claims = fact.case.facts.filter(kind=fact.kind, thing=fact.thing)
    for claim in claims.filter(Q(state=FactState.SUBMITTED) | Q(proposed_by__isnull=False)).select_for_update():
        claim.revision, claim.changed_at = claim.revision + 1, timezone.now()
        claim.save(update_fields=["revision", "changed_at"])
        Revision.objects.create(fact=claim, number=claim.revision, step="texts", state=claim.state, by=by)


def forget_texts(by: User, case: Case, things: Collection[str]) -> None:
    """Take away the texts of things that no longer stand in a case. The caller holds the transaction."""
    standing = case.facts.filter(thing__in=things).exclude(state__in=NOT_IN_FOLDER)
    gone = set(things) - set(standing.values_list("thing", flat=True))
    _keep(by, case, {key: text for key, text in _read(case).items() if key[0] not in gone})


def _check(fact: Fact, told: Mapping[Key, str]) -> None:
    """Read the texts as the folder's reader does. Raises `CaseRefused`."""
    problems = Problems()
    rows = [(fact.thing, column, lang, text) for (column, lang), text in told.items() if text]
    for _thing, column, lang, text in rows:
        if CONTROL.search(text):
            raise CaseRefused([Problem(TEXTS, 1, f"{column}.{lang}", "", "a control character in a text", "remove it")])
    if rows:
        header = [column.name for column in TEXT_COLUMNS]
        sheet = read_csv(TEXTS, csv_bytes(header, rows), problems)
        if sheet:
            read_texts(sheet, {fact.thing: fact.kind}, problems)
    problems.refuse()


def _read(case: Case) -> dict[tuple[str, str, str], str]:
    """All texts of a case, by thing, column and language."""
    part = case.parts.filter(name=TEXTS).first()
    return _rows(bytes(part.content) if part else None)


def _rows(data: bytes | None) -> dict[tuple[str, str, str], str]:
    """The rows of `texts.csv`; what is stored was checked when it came in."""
    sheet = read_csv(TEXTS, data, Problems()) if data else None
    if sheet is None:
        return {}
    places = [sheet.header.index(column.name) for column in TEXT_COLUMNS]
    return {
        (cells[0], cells[1], cells[2]): cells[3]
        for cells in ([str(row[place]) for place in places] for _, row in sheet.rows)
    }


def _keep(by: User, case: Case, texts: Mapping[tuple[str, str, str], str]) -> None:
    """Write the file in its canonical form; one without rows is taken away."""
    if not texts:
        case.parts.filter(name=TEXTS).delete()
        return
    rows = [(*key, text) for key, text in sorted(texts.items())]
    data = csv_bytes([column.name for column in TEXT_COLUMNS], rows)
    Part.objects.update_or_create(
        case=case, name=TEXTS, defaults={"content": data, "changed_by": by, "changed_at": timezone.now()}
    )
