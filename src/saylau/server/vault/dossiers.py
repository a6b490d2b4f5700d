"""Forms of bodies filled for one person: how each stands, the worksheet, and the dossier that goes out."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from saylau.casework.dossier import files_of, worksheet_files
from saylau.casework.fill import Filled, fill
from saylau.casework.forms import FORMS, Form
from saylau.casework.minors import minors_of
from saylau.casework.missing import STATES, lacks
from saylau.casework.released import record_release
from saylau.report.words import Words, words_for
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.store.models import Case
from saylau.server.vault.access import read_now, today
from saylau.server.vault.asking import check_can_take
from saylau.server.vault.keeper import change
from saylau.server.vault.models import Asked
from saylau.values.message import Message
from saylau.vault.vault import Vault


@dataclass(frozen=True)
class Row:
    """A line of what is missing: fields, how they stand, why, and who can give it."""

    fields: str
    state: str
    rule: str
    says: str
    who: str


@dataclass(frozen=True)
class Told:
    """A form filled for one person, in words; names nobody."""

    form: Form
    title: str
    body: str
    blocked: bool
    complete: tuple[str, ...]
    rows: tuple[Row, ...]
    points: tuple[tuple[str, str, str], ...]


def fill_for(vault: Vault, case: Case, number: str, form: Form, language: str, body: str = "") -> tuple[Filled, Words]:
    """A form filled for somebody on this day, past the ledger."""
    read = read_now(case)
    words = words_for(language, read)
    return fill(form, read, number, vault.entries(number), today(), words=words, body=body), words


def told(filled: Filled, words: Words) -> Told:
    """How a filled form stands."""
    rows = tuple(
        Row("; ".join(map(words.text, one.fields)), words.say(STATES[one.state]), words.say(one.missing.rule.value),
            words.text(one.missing.says), words.text(one.missing.who))
        for one in lacks(filled)
    )  # fmt: skip
    points = tuple(
        (words.text(p.asks), words.value(p.answer), words.text(p.settles) if p.settles else "") for p in filled.points
    )
    complete = tuple(words.text(one.field.asks) for one in filled.fields if one.state.value == "complete")
    body = words.text(Message("{body}", body=filled.body_said))
    return Told(filled.form, words.say(filled.form.title), body, filled.blocked, complete, rows, points)


def worksheet(vault: Vault, case: Case, number: str, form: Form, language: str) -> tuple[str, bytes]:
    """The lawyer's worksheet as a Word file, which names nobody. Raises `ReportRefused` where it would."""
    filled, words = fill_for(vault, case, number, form, language)
    return next(iter(worksheet_files(filled, words, formats=("docx",), people=vault.people()).items()))


def take(session_key: str | None, by: User, asked: Asked, kind: str) -> tuple[str, bytes]:
    """The file of a dossier to which a second person agreed, recorded as gone out before it does.

    The ledger is asked now: raises `ReportRefused` for a form that is blocked, or where consent was taken back since.
    """
    check_can_take(by, asked)
    told_of = asked.arguments
    form, number = FORMS[told_of["form"]], asked.number

    def do(vault: Vault) -> tuple[str, bytes]:
        filled, words = fill_for(vault, asked.case, number, form, told_of["language"], told_of.get("body", ""))
        name, data = next(iter(files_of(filled, words, formats=(kind,), people=vault.people()).items()))
        digest, read = sha256(data).hexdigest(), read_now(asked.case)
        append(by.uid, "export.with_identity", asked.case.uid, {"number": number, "file": name, "sha256": digest})
        record_release(
            vault, {number: filled.details}, what=name, sha256=digest, audience=filled.given.body, on=today(),
            to_government=form.to_government, minors=minors_of(read, {number: vault.entries(number)}, today()),
        )  # fmt: skip
        return name, data

    return change(session_key, asked.case, do)
