"""The gate: who is counted, who is shown under a number, who is named, and which names may stand in no text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from saylau.assessment.assess import assess
from saylau.assessment.disclosure import publish
from saylau.assessment.small_counts import coarse_finding, counting_claims
from saylau.casework.gate import children, gate, private_people, without_people
from saylau.casework.names import printed_names
from saylau.checks.finding import Finding, Measure, Outcome
from saylau.errors import ReportRefused
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import Conduct, Designation, Intervention, Person
from saylau.records.leave_out import leave_out
from saylau.report.build import build_document
from saylau.values import Truth, When
from saylau.values.message import Message
from saylau.vault.entries import Contact, Identity, ListEntry, NamePart, NameSort, NameWritten
from tests.casework.gated_case import (
    COUNTED,
    DAY,
    GIVEN,
    INSIDE,
    NUMBERED,
    PEOPLE,
    STATES,
    agreed,
    family,
    identity,
    small_case,
    thing,
    vault_of,
    word,
)

ALL_NUMBERED: Mapping[str, str] = dict.fromkeys(PEOPLE, "number")


@pytest.mark.parametrize("state", STATES)
def test_each_state_of_consent_lets_rows_in_and_the_person_out_as_written(state: str) -> None:
    gated = gate(small_case(), vault_of({**ALL_NUMBERED, "P-0001": state}), DAY)
    rows = {f.fact for f in gated.case.facts}
    assert ({"act-1", "step-1", "then-1", "said-1", "paper-1", "conduct-1"} <= rows) is (state in COUNTED)
    assert bool({"p-0001", "act-1", "paper-1", "said-1"} & rows) is (state in COUNTED)
    assert ("p-0001" in gated.cleared.closed) is (state not in NUMBERED)
    assert gated.left_out == (("P-0009",) if state in COUNTED else ("P-0009", "P-0001"))
    assert gated.cleared.left_out == len(gated.left_out)


def test_somebody_of_whom_the_vault_knows_nothing_granted_nothing_and_is_told_of() -> None:
    gated = gate(small_case(), vault_of({n: "number" for n in PEOPLE if n != "P-0002"}), DAY)
    assert gated.not_in_vault == ("P-0009", "P-0002")
    assert not gated.case.claims("p-0002")


def test_an_official_is_named_without_consent_and_a_relative_is_not() -> None:
    gated = gate(small_case(), {}, DAY)
    assert gated.case.name("minister") == "Invented Minister"
    assert "p-0009" not in {f.id for f in gated.case.facts}
    assert "tie" not in {f.id for f in gated.case.facts}


def test_somebody_whom_only_one_claim_calls_public_is_private() -> None:
    case = small_case()
    minister = next(f for f in case.facts if f.id == "minister")
    doubted = replace(minister, fact="minister.2", record=minister.record.model_copy(update={"public": Truth.UNKNOWN}))
    assert "minister" in private_people(replace(case, facts=(*case.facts, doubted)))


def called(case: Case, who: str, **told: Any) -> Case:
    """The case in which a person's row says otherwise."""
    facts = (
        replace(f, record=f.record.model_copy(update=told)) if f.id == who and isinstance(f.record, Person) else f
        for f in case.facts
    )
    return replace(case, facts=tuple(facts))


def test_a_case_number_is_asked_for_though_its_row_says_that_it_is_a_public_figure() -> None:
    case = called(small_case(), "p-0001", public=Truth.YES)
    assert not gate(case, vault_of({"P-0001": "all withdrawn"}), DAY).case.claims("p-0001")
    assert not without_people(case).case.claims("p-0001")
    named = called(case, "p-0001", name="Invented Somebody")
    assert not gate(named, vault_of({"P-0001": "all withdrawn"}), DAY).case.claims("p-0001")


def test_a_public_figure_with_the_whole_name_of_somebody_in_the_vault_is_told_of() -> None:
    case = called(small_case(), "minister", name=f"Anna {family('P-0001')}")
    assert gate(case, vault_of({"P-0001": "none"}), DAY).names_at == ("person.csv, minister",)
    assert gate(case, vault_of({"P-0002": "none"}), DAY).names_at == ()


def test_a_row_about_several_people_loses_who_is_left_out_and_is_no_longer_printed() -> None:
    case = leave_out(small_case(), {"p-0001", "p-0003", "p-0004"})
    together = next(f for f in case.all(Conduct) if f.id == "together")
    assert together.record.persons == ("p-0002",)
    assert (together.quote, together.note, together.display) == ("", "", Display.WITHHELD)
    assert case.all(Designation) == ()
    assert case.all(Intervention)[0].record.persons == ("p-0002", "p-0005", "p-0006")


def test_what_belongs_to_a_person_alone_goes_along_sources_and_wording_and_signatures() -> None:
    case = leave_out(small_case(), {"p-0001"})
    assert "appeal-1" not in case.sources
    assert "appeal-2" in case.sources
    assert word("P-0001") not in repr(case)
    assert word("P-0002") in repr(case)
    assert leave_out(case, ()) is case


def test_who_agreed_to_be_counted_only_is_counted_and_not_shown() -> None:
    gated = gate(small_case(), vault_of(dict.fromkeys(PEOPLE, "counted")), DAY)
    shown = publish(assess(gated.case, gated.cleared))
    assert len(gated.case.where(Person, gender=gated.case.all(Person)[1].record.gender)) == len(PEOPLE)
    assert not {f.id for f in shown.case.facts} & set(map(thing, PEOPLE))
    assert shown.hidden


def test_a_person_is_named_only_where_it_is_asked_for_and_agreed_to() -> None:
    people = vault_of({**ALL_NUMBERED, "P-0001": "name", "P-0002": "name without number"})
    silent = gate(small_case(), people, DAY)
    assert silent.cleared.named == frozenset()
    assert family("P-0001") not in repr(silent.case)
    named = gate(small_case(), people, DAY, name_consenting=True)
    assert named.cleared.named == {"p-0001"}
    shown = publish(assess(named.case, named.cleared))
    assert shown.case.name("p-0001") == f"{family('P-0001')} Anna"
    assert {"act-1", "step-1"} <= {f.id for f in shown.case.facts}
    assert not any(family(n) in repr(shown.case) for n in PEOPLE[1:])


def test_a_person_whom_the_analyst_withholds_is_not_named_though_she_agreed() -> None:
    case = small_case()
    facts = tuple(replace(f, display=Display.WITHHELD) if f.id == "p-0001" else f for f in case.facts)
    gated = gate(replace(case, facts=facts), vault_of({"P-0001": "name"}), DAY, name_consenting=True)
    assert gated.cleared.named == frozenset()


@pytest.mark.parametrize(
    "written",
    [
        "Anna Inventedcov told it.",
        "It was INVENTEDCOV.",
        "Дело Инвентедкова.",
        "at Inventedcova's house",
        "call +7 (000) 123-45-61",
        "call 70001234561 at night",
        "as P-0001 said",
        "as p-0001 said",
        "see P0001",
    ],
)
def test_what_stands_in_the_vault_is_refused_in_the_analysts_prose_by_place_and_never_repeated(written: str) -> None:
    gated = gate(small_case(prose={("summary", "en"): written}), vault_of({"P-0001": "counted"}), DAY)
    with pytest.raises(ReportRefused, match=r"text/summary\.en\.md: a name, address, telephone or case number") as told:
        publish(assess(gated.case, gated.cleared))
    assert "inventedcov" not in str(told.value).casefold()
    assert "0001" not in str(told.value)


KAZAKH = (
    NameWritten(on=GIVEN, text="Мысалбаева", part=NamePart.FAMILY, language="kk"),
    NameWritten(on=GIVEN, text="Айгүл", part=NamePart.GIVEN, language="kk"),
    NameWritten(on=GIVEN, text="Серікқызы", part=NamePart.PATRONYMIC, language="kk"),
    Contact(on=GIVEN, way="telephone", address="+7 701 000 12 34"),
    Contact(on=GIVEN, way="messenger", address="@inventedhandle"),
    Identity(on=GIVEN, document="N12345678"),
    agreed(*INSIDE),
)


@pytest.mark.parametrize(
    "written",
    [
        "Мысалбаеваның ісі", "Мысалбаевадан", "Мысалбаевалардың", "к Мысалбаевой",
        "Mysalbayeva", "Mysalbaeva's", "_Мысалбаева_", "Мысал\u200bбаева", "Мыс\u00adалбаева", "Мыса\u0301лбаева",
        "Мы\u0063алб\u0061ева", "\u004dысалбаева", "Айгул Сериккызы", "8 (701) 000-12-34", "701 000 12 34",
        "write to @inventedhandle", "passport N 12345678", "\u0420-0001", "\u04400001",
    ],
)  # fmt: skip
def test_a_name_is_found_with_endings_in_either_script_and_however_it_is_disguised(written: str) -> None:
    gated = gate(small_case(prose={("summary", "en"): written}), {"P-0001": KAZAKH}, DAY)
    with pytest.raises(ReportRefused, match=r"text/summary\.en\.md"):
        publish(assess(gated.case, gated.cleared))


@pytest.mark.parametrize(
    "written", ["Айгүл келді.", "Мысал бойынша", "On 12 3456 people", "701 000 people", "гражданам, мысалдар"]
)
def test_a_given_name_and_words_that_begin_like_a_name_may_stand(written: str) -> None:
    gated = gate(small_case(prose={("summary", "en"): written}), {"P-0001": KAZAKH}, DAY)
    assert publish(assess(gated.case, gated.cleared)).case.prose[("summary", "en")] == written


@pytest.mark.parametrize("written", ["Anna was there.", "P-0002 told it.", "On 1 May 2026, 510 000 000 were paid."])
def test_given_names_numbers_of_people_who_are_shown_and_amounts_may_stand(written: str) -> None:
    gated = gate(small_case(prose={("summary", "en"): written}), vault_of(ALL_NUMBERED), DAY)
    assert publish(assess(gated.case, gated.cleared)).case.prose[("summary", "en")] == written


def test_the_name_of_one_who_agreed_may_stand_beside_the_same_family_name_of_one_who_did_not() -> None:
    people = vault_of({"P-0001": "name", "P-0002": "counted"})
    same = NameWritten(on=GIVEN, text="Inventedcova", part=NamePart.FAMILY, language="en")
    people["P-0002"] = (same, *people["P-0002"])
    prose = {("summary", "en"): "Inventedcov was released."}
    gated = gate(small_case(prose=prose), people, DAY, name_consenting=True)
    assert publish(assess(gated.case, gated.cleared)).case.prose
    other = gate(small_case(prose={("summary", "en"): "Inventedcova was not."}), people, DAY, name_consenting=True)
    with pytest.raises(ReportRefused):
        publish(assess(other.case, other.cleared))


def test_names_in_texts_of_the_case_are_told_by_place_though_the_row_is_not_shown() -> None:
    case = small_case()
    facts = tuple(replace(f, note=f"said {family('P-0002')}") if f.id == "letter" else f for f in case.facts)
    gated = gate(replace(case, facts=facts), vault_of(ALL_NUMBERED), DAY)
    assert gated.names_at == ("intervention.csv, letter",)


def test_names_of_lists_are_kept_out_of_texts_too() -> None:
    listed = [ListEntry(on=GIVEN, list="list-1", family="Выдуманский", given="Пётр")]
    gated = gate(small_case(prose={("summary", "ru"): "Дело Выдуманского."}), {}, DAY, listed=listed)
    with pytest.raises(ReportRefused, match=r"text/summary\.ru\.md"):
        publish(assess(gated.case, gated.cleared))


def test_secrets_do_not_show_when_an_assessment_is_printed() -> None:
    gated = gate(small_case(), vault_of(ALL_NUMBERED), DAY)
    assert "inventedcov" not in repr(assess(gated.case, gated.cleared)).casefold()
    assert "inventedcov" not in repr(gated.cleared).casefold()


def test_without_people_everything_about_private_people_is_left_out_whatever_they_agreed_to() -> None:
    gated = without_people(small_case())
    assert {f.id for f in gated.case.all(Person)} == {"minister"}
    assert not any(word(n) in repr(gated.case) for n in PEOPLE)
    assert (gated.cleared.day, gated.cleared.left_out) == (None, 7)


def test_a_case_as_it_could_be_published_on_its_day_hears_nothing_of_later_withdrawals() -> None:
    people = vault_of({"P-0001": "withdrawn since"})
    assert gate(small_case(), people, DAY).left_out[1] == "P-0001"
    assert "P-0001" not in gate(small_case(), people, DAY, as_it_was=True).left_out


@pytest.mark.parametrize(
    ("born", "child"),
    [("2001-05-01", False), ("2001-05-02", True), ("2001", True), ("2000", False), ("2005", True)],
)
def test_by_the_birth_in_the_vault_whoever_was_a_child_at_the_time_told_of_is_one(born: str, child: bool) -> None:
    people = {"P-0001": (*identity("P-0001"), Identity(on=GIVEN, born=When.parse(born)), agreed(*STATES_ALL))}
    assert ("P-0001" in children(small_case(), people, DAY)) is child
    gated = gate(small_case(), people, DAY, name_consenting=True)
    assert ("p-0001" in gated.cleared.named) is not child


STATES_ALL = STATES["name"][0].purposes  # type: ignore[union-attr]


@pytest.mark.parametrize(("named", "says"), [(0, "6"), (2, "6"), (3, "6"), (4, ">=4"), (5, ">=5"), (6, "6")])
def test_a_count_beside_people_who_are_named_does_not_tell_of_the_one_who_is_not(named: int, says: str) -> None:
    claims = tuple(f"p-000{n}" for n in range(1, 7))
    measure = Measure("people", 6, "people", "people counted", facts=claims)
    finding = Finding("case", Outcome.NOTED, Message("{n} people.", n=6), measures=(measure,), facts=claims)
    private = counting_claims(small_case())
    (shown,) = coarse_finding(finding, private, 3, claims[:named]).measures
    assert str(shown.value) == says


def test_the_printed_name_is_the_official_one_in_the_language_of_the_case() -> None:
    entries = (
        NameWritten(on=GIVEN, text="Alias", sort=NameSort.ALIAS),
        NameWritten(on=GIVEN, text="As In Passport", sort=NameSort.DOCUMENT, language="en"),
        NameWritten(on=GIVEN, text="Выдуманная Анна", language="ru"),
    )
    assert printed_names(entries, ("en", "ru")) == {
        "en": "As In Passport",
        "ru": "Выдуманная Анна",
        "": "As In Passport",
    }
    assert printed_names(entries[:1], ("en",)) == {}


def test_the_day_of_the_consents_and_a_bound_on_who_was_left_out_stand_in_the_report() -> None:
    def said(left_out: int) -> str:
        gated = gate(small_case(), vault_of(dict.fromkeys(PEOPLE[left_out - 1 :], "number")), DAY)
        assert gated.cleared.left_out == left_out
        return repr(build_document(publish(assess(gated.case, gated.cleared)), content="0" * 64))

    assert "as it stood on 1\u00a0June\u00a02026" in said(2) or "as it stood on 1 June 2026" in said(2)
    assert "fewer than 3" in said(2)
    assert "at least 3" in said(4)


def test_of_which_day_is_asked_changes_the_answer() -> None:
    gated = gate(small_case(), vault_of(dict.fromkeys(PEOPLE, "expired")), date(2026, 5, 31))
    assert gated.left_out == ("P-0009",)
