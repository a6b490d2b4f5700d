"""The form of people and the table of list entries: read whole, or every fault told by its place and no value."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from saylau.errors import FormRefused
from saylau.values import When
from saylau.vault.blank import blank_form
from saylau.vault.entries import (
    Account,
    Authority,
    Consent,
    Contact,
    Identity,
    ListEntry,
    NamePart,
    NameWritten,
    Purpose,
)
from saylau.vault.form import listed, people_of

FORM = """
[[person]]
number = "P-0042"
on = 2026-03-01

[[person.name]]
text = "Invented-One"
part = "given"

[[person.name]]
on = 2025-01-01
text = "Testov"
part = "family"

[person.identity]
born = 1980

[[person.consent]]
purposes = ["store", "share in confidence"]
bodies = ["un-hrc"]
until = 2027-03-01

[[person.authority]]
attorney = "invented-office"
bodies = ["un-hrc"]

[[person]]
[[person.contact]]
on = "2026-03-02"
way = "letter"
address = "1 Invented Street"
"""
DAY = date(2026, 3, 1)


def faults(text: str | bytes) -> tuple[str, ...]:
    """What is told of a form."""
    with pytest.raises(FormRefused) as told:
        people_of(text if isinstance(text, bytes) else text.encode(), "form.toml")
    assert "form.toml: nothing of it was added" in str(told.value)
    return told.value.wrong


def test_a_form_gives_people_with_their_entries_as_they_were_written() -> None:
    one, two = people_of(FORM.encode(), "form.toml")
    assert one.number == "P-0042"
    assert one.entries == (
        NameWritten(on=DAY, text="Invented-One", part=NamePart.GIVEN),
        NameWritten(on=date(2025, 1, 1), text="Testov", part=NamePart.FAMILY),
        Identity(on=DAY, born=When.parse("1980")),
        Consent(
            on=DAY, purposes=(Purpose.STORE, Purpose.SHARE), bodies=("un-hrc",), until=date(2027, 3, 1)
        ),
        Authority(on=DAY, attorney="invented-office", bodies=("un-hrc",)),
    )  # fmt: skip
    assert two.number == ""
    assert two.entries == (Contact(on=date(2026, 3, 2), way="letter", address="1 Invented Street"),)


def test_the_empty_form_is_toml_and_asks_for_every_field() -> None:
    told = tomllib.loads(blank_form())
    (person,) = told["person"]
    assert set(person["consent"][0]) == set(Consent.model_fields) - {"kind"}
    assert faults(blank_form()) == ("person 1: nothing is filled in",)


def test_an_empty_form_that_is_filled_in_here_and_there_is_read() -> None:
    filled = blank_form().replace('on = ""', 'on = "2026-03-01"', 1).replace('text = ""', 'text = "Invented-One"', 1)
    filled = filled.replace("purposes = []", 'purposes = ["store"]')
    (one,) = people_of(filled.encode("utf-8-sig"), "form.toml")
    assert one.entries == (NameWritten(on=DAY, text="Invented-One"), Consent(on=DAY, purposes=(Purpose.STORE,)))


def test_everything_that_is_wrong_is_told_at_once_with_its_place_and_without_a_value() -> None:
    text = (
        FORM.replace('number = "P-0042"', 'number = "Canary"')
        .replace('part = "family"', 'part = "Canary"')
        .replace("born = 1980", 'born = "Canary"\nCanary = "Canary"')
        .replace("until = 2027-03-01", 'until = "Canary"\npaper = "Canary"')
        .replace('attorney = "invented-office"', "")
        .replace('on = "2026-03-02"', "")
        .replace('way = "letter"', "way = true")
    )
    wrong = faults(text + '[person.Canary]\nx = "Canary"\n')
    assert wrong == (
        "person 1, number: write letters of a series and a number, such as P-0042",
        "person 1, name 2, part: write 'family', 'given', 'patronymic' or 'whole'",
        "person 1, identity, born: is no time; write 1980, 1980-02, 1980-02-03, or two of these with / between them",
        "person 1, identity: has a field that is not known; there are on, note, gender, born, nationality, document, "
        "profession, address",
        "person 1, consent, until: write the day as year-month-day, e.g. 2026-11-22",
        "person 1, consent, paper: is no SHA-256; it has 64 digits and small letters from a to f",
        "person 1, authority, attorney: is missing",
        "person 2: has a key or table that is not known; there are number, on, name, identity, contact, paper, "
        "consent, authority, account",
        "person 2, contact, on: write the day as year-month-day, e.g. 2026-11-22",
        "person 2, contact, way: write it between quotation marks",
    )


def test_consent_to_share_that_names_no_body_is_a_fault_since_it_would_allow_nothing() -> None:
    (wrong,) = faults(FORM.replace('bodies = ["un-hrc"]\nuntil', "until"))
    assert wrong == "person 1, consent, bodies: sharing and naming are agreed to for bodies one by one; name them"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "it holds no [[person]]"),
        ("person = 3", "write each person under [[person]], with two brackets"),
        ('[person]\nname = "Canary"', "write each person under [[person]], with two brackets"),
        ('[[person]]\nname = ["Canary"]', "person 1, name: write it as a table, [[person.name]]"),
        ('[[person]]\n[[person.name]]\ntext = "Canary\n', "line 3, column 15: this is not TOML"),
        ('[[person]]\n[person.Canary]\n[person.Canary]\n', "this is not TOML"),
        ('[[people]]\nname = "Canary"', "beside [[person]] the form has a key or table that is not known"),
        ('[[person]]\n[[person.name]]\nkind = "contact"\ntext = "Canary"', "person 1, name, kind: leave it out"),
        ('[[person]]\non = "2026-03-01"\n', "person 1: nothing is filled in"),
        (FORM + FORM, "person 3: the number of person 1 stands here again"),
        ("Канарейка".encode("utf-16"), "it is not UTF-8 text"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_told_without_its_words(text: str | bytes, says: str) -> None:
    wrong = "\n".join(faults(text))
    assert says in wrong
    assert "Canary" not in wrong
    assert "Канарейка" not in wrong


LIST = "name,born,person,on\nInvented-One Testov,1980,P-0042,2026-03-01\nИзобретён Тестов,,,\n"


def test_a_list_is_read_from_a_table_whose_columns_are_its_fields() -> None:
    one, two = listed(LIST.encode(), "list.csv", "list-a", DAY)
    assert one == ListEntry(
        on=DAY, list="list-a", name="Invented-One Testov", born=When.parse("1980"), person="P-0042"
    )  # fmt: skip
    assert two == ListEntry(on=DAY, list="list-a", name="Изобретён Тестов")
    semicolons = listed(LIST.replace(",", ";").encode("utf-8-sig"), "list.csv", "list-a", DAY)
    assert semicolons == (one, two)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("name,on\n", "it holds no entry"),
        ("Canary One,Canary Two\nCanary,Canary\n", "line 1, column 1: no such column, or twice; there are on, note"),
        ("name,name\nCanary,Canary\n", "line 1, column 2: no such column, or twice"),
        ("name\nCanary\n", "row 2, on: write the day as year-month-day"),
        ("name,on\nCanary,2026-03-01\nCanary,x\n", "row 3, on: write the day"),
        ("name,on,born\nCanary,2026-03-01,Canary\n", "row 2, born: is no time"),
        ("name,on\nCanary,2026-03-01,Canary\n", "row 2: has more cells than the first line"),
        ("name,on,person\nCanary,2026-03-01,Canary\n", "row 2, person: write a case number"),
        ("name,on,list\nCanary,2026-03-01,other\n", "row 2, list: is another list than the one named"),
        ('name,on\n"Canary"x,2026-03-01\n', "the quotation marks do not fit together"),
    ],
)
def test_what_is_wrong_in_a_list_is_told_by_row_and_without_its_words(text: str, says: str) -> None:
    with pytest.raises(FormRefused) as told:
        listed(text.encode(), "list.csv", "list-a")
    assert says in str(told.value)
    assert "Canary" not in str(told.value)


def test_signs_that_move_a_terminal_are_refused_and_line_ends_made_alike() -> None:
    form = '[[person]]\non = 2026-03-01\nname = [{ text = "A\\u001b[31m" }]\naccount = [{ text = "a\\r\\nb\\rc" }]\n'
    with pytest.raises(FormRefused, match=r"person 1, name, text: holds a control character; remove it"):
        people_of(form.encode(), "form.toml")
    (read,) = people_of(form.replace("\\u001b[31m", "").encode(), "form.toml")
    assert [entry.text for entry in read.entries if isinstance(entry, Account)] == ["a\nb\nc"]
    with pytest.raises(FormRefused, match=r"row 2, name: holds a control character"):
        listed(b"name\nA\x07", "list.csv", "list-1", date(2026, 3, 1))
