"""A case that is written reads back as it is, and reading and writing again gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saylau.errors import WrongUse
from saylau.records.base import Record, Ref
from saylau.records.case import Case
from saylau.records.columns import Column, record_columns
from saylau.records.declared import DeclaredRule, RuleForm
from saylau.records.fact import Display, Fact, Heard, Status
from saylau.records.folder import read_files, read_folder, write_folder
from saylau.records.kinds import KINDS
from saylau.records.kinds.actors import Person
from saylau.records.kinds.law import Provision, TextRead
from saylau.records.locate import find_case
from saylau.records.source import Grade, Interest, Source
from saylau.records.writing import case_files
from saylau.values import Count, Truth
from tests.cases import case_of, election, fact
from tests.records.folders import SOUND

# Letters of several scripts, what CSV and TOML treat specially, a decomposed letter, blanks and line ends of all sorts.
TEXTS = st.text(st.sampled_from("aZ9яқә№\u0438\u0306\u00e9\",;='+@\\#\t \u00a0\u2028\r\n{}"), min_size=1, max_size=12)
WORDS = TEXTS.filter(lambda text: text.strip() != "")
MEMBERS = WORDS.filter(lambda text: ";" not in text)
IDS = st.from_regex(r"[a-z0-9][a-z0-9.\-]{0,5}", fullmatch=True).filter(lambda text: text != "case")
SCALARS: Mapping[str, st.SearchStrategy[Any]] = {
    "text": WORDS,
    "integer": st.integers(1, 10**6),
    "decimal": st.decimals("0.01", 1, places=2),
    "day": st.dates(),
    "when": st.sampled_from(["2019", "2019-05~", "2019-04-29/2019-05-04", "../2018-06", "2019-05-09T07:00?"]),
    "count": st.sampled_from(["0", ">=41", "1000..3000", "~200", "several"]),
    "money": st.sampled_from(["510000000 KZT", "120..200 EUR", ">=0.50 KZT"]),
    "truth": st.sampled_from(["yes", "no", "unknown"]),
}


def values(column: Column) -> st.SearchStrategy[Any]:
    """Values for a column that holds no reference."""
    one = st.sampled_from(column.choices) if column.type == "choice" else SCALARS[column.type]
    if column.many:
        return st.lists(MEMBERS if column.type == "text" else one, max_size=3).map(tuple)
    return one


SIMPLE = [
    kind
    for kind in KINDS.values()
    if all(c.type != "ref" or not c.required for c in record_columns(kind))
    and all(f.metadata == [] or c.type != "text" for c in record_columns(kind) for f in [kind.model_fields[c.name]])
]
NAMED = [KINDS[name] for name in ("person", "organisation", "office", "tally", "provision", "question", "missing_item")]


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record of some kind whose references, all optional, are left out."""
    kind = draw(st.sampled_from(sorted({*SIMPLE, *NAMED}, key=lambda kind: kind.kind)))
    filled = {
        c.name: draw(values(c)) for c in record_columns(kind) if c.type != "ref" and (c.required or draw(st.booleans()))
    }
    return kind(**filled)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A small case: several claims, some about one thing, some with names of their own."""
    things: dict[str, type[Record]] = {}
    facts: list[Fact[Record]] = [election()]
    for number, record in enumerate(draw(st.lists(records(), max_size=6))):
        thing = draw(st.sampled_from([*(i for i, kind in things.items() if kind is type(record)), f"thing-{number}"]))
        things[thing] = type(record)
        # said_by is the number, so that no claim is made twice.
        told: dict[str, Any] = {name: draw(st.one_of(st.just(""), WORDS)) for name in ("locator", "quote", "note")}
        status, display = draw(st.sampled_from(Status)), draw(st.sampled_from(Display))
        told["heard"] = draw(st.sampled_from(Heard))
        facts.append(
            Fact(record, thing, f"claim-{number}", "s1", said_by=str(number), status=status, display=display, **told)
        )
    source = Source(id="s1", title=draw(WORDS), grade=Grade.B, interest=Interest.OTHER, licence=draw(TEXTS))
    prose = {("summary", "en"): draw(TEXTS)} if draw(st.booleans()) else {}
    return case_of(*facts, sources=(source,), prose=prose, texts={("election-2019", "name", "ru"): draw(WORDS)})


@given(cases())
def test_reading_and_writing_what_was_written_gives_the_same_bytes(case: Case) -> None:
    written = case_files(case)
    read = read_files(written)
    assert case_files(read) == written
    assert read_files(case_files(read)) == read


@given(cases())
def test_values_and_categories_read_back_as_they_were(case: Case) -> None:
    read = {found.fact: found for found in read_files(case_files(case)).facts}
    for was in case.facts:
        now = read[was.fact]
        assert (now.id, now.status, now.display, now.kind) == (was.id, was.status, was.display, was.kind)
        for column in record_columns(type(was.record)):
            if column.type != "text":
                assert getattr(now.record, column.name) == getattr(was.record, column.name)


def test_the_sound_case_is_written_with_the_columns_that_it_needs() -> None:
    files = case_files(read_files(SOUND))
    assert sorted(files) == sorted(SOUND)
    assert files["election.csv"] == (
        b"id,name,level,early,called,poll,seats,source,locator\n"
        b"election-2031,Vote,presidential,no,,2031-05-04,1,s1,p. 1\n"
    )
    assert files["candidacy.csv"].startswith(
        b"id,person,election,nominator,incumbent,first_of_gender,candidates,women,source,locator\n"
    )


def test_the_name_of_a_claim_is_written_only_where_it_is_not_the_default() -> None:
    facts = [fact(Person(name=name, public=Truth.YES), "ada", claim) for name, claim in (("A", "ada"), ("B", "ada.2"))]
    assert b"fact" not in case_files(case_of(election(), *facts))["person.csv"]
    assert b"id,fact,name" in case_files(case_of(election(), facts[1]))["person.csv"]


def test_rules_read_back_as_they_were() -> None:
    rule = DeclaredRule(
        name="signatures.total", form=RuleForm.THRESHOLD, provision=Ref("law-5"), number=Count.of(5), days=3,
        what=("a", "b"),
    )  # fmt: skip
    provision = Provision(act="Law", article="5", read=TextRead.OFFICIAL, says="Says")
    case = case_of(
        election(), fact(provision, "law-5"), declared=(rule, rule.model_copy(update={"reading": 'our "own"'}))
    )
    assert read_files(case_files(case)).declared == case.declared


def test_the_bundled_case_is_written_as_it_is(tmp_path: Path) -> None:
    bundled = find_case("kazakhstan-2019")
    write_folder(read_folder(bundled), tmp_path)
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert {bundled / path for path in written} >= set(bundled.rglob("*.csv")) | {bundled / "case.toml"}
    assert [path for path in sorted(written) if (tmp_path / path).read_bytes() != (bundled / path).read_bytes()] == []


def test_writing_over_a_case_removes_what_it_no_longer_has_and_leaves_other_files(tmp_path: Path) -> None:
    case = read_files(SOUND)
    write_folder(case, tmp_path)
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    write_folder(replace(case, facts=tuple(f for f in case.facts if f.kind in ("election", "person"))), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "README.md", "case.toml", "election.csv", "person.csv", "sources.csv",
    ]  # fmt: skip


def test_prose_and_what_the_case_says_of_itself_are_held_to_the_same() -> None:
    case = case_of(election())
    for wrong in (
        replace(case, prose={("summary", "en"): "\x07"}),
        replace(case, info=case.info.model_copy(update={"title": "\0"})),
    ):
        with pytest.raises(WrongUse, match="control character"):
            case_files(wrong)


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("person", {"name": "A\0da"}, "control character"),
        ("person", {"name": "Ada", "aliases": ("A; B",)}, "semicolon"),
        ("person", {"name": "Ada", "aliases": (" ",)}, "empty"),
        ("commission_member", {"commission": "c1", "person": "ada", "role": ""}, "would read back as member"),
    ],
)
def test_what_would_not_read_back_is_not_written(kind: str, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(WrongUse, match=why):
        case_files(case_of(election(), fact(KINDS[kind](**fields), "x")))
