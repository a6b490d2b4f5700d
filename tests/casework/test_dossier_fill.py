"""A form is filled from facts and from the vault, each field past the ledger, with what is missing and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from saylau.casework.fill import Filled, FilledField, State, fill
from saylau.casework.forms import FORMS, Need
from saylau.casework.found import Rule
from saylau.errors import WrongUse
from saylau.records.case import Case
from saylau.records.fact import Display, Status
from saylau.records.kinds import Act, Remedy, Step
from saylau.report.words import words_for
from saylau.vault.entries import Entry, Identity, NameWritten, Revocation, Withdrawal
from tests.casework.person import DAY, ENTERED, NUMBER, WHO, authority, case, consent, entries, known, row


def filled(
    form: str = "wgad", of: Case | None = None, held: Sequence[Entry] | None = None, day: date = DAY, **more: Any
) -> Filled:
    known_case = of or case()
    words = words_for(more.pop("language", "en"), known_case)
    return fill(FORMS[form], known_case, NUMBER, entries() if held is None else held, day, words=words, **more)


def text(one: FilledField, of: Case | None = None) -> str:
    words = words_for("en", of or case())
    return " ".join(words.text(said) for piece in one.pieces for said in piece.says)


def rules(one: FilledField) -> list[Rule]:
    return [missing.rule for missing in one.missing]


# What is filled, and from what


@pytest.mark.parametrize("form", sorted(FORMS))
def test_with_everything_known_no_required_field_is_missing(form: str) -> None:
    got = filled(form)
    assert not got.blocked
    assert all(one.state is not State.BLOCKED for one in got.fields if one.field.need is Need.REQUIRED)


@pytest.mark.parametrize(
    ("key", "said", "facts"),
    [
        ("arrest_day", "1 May 2019, 12:10 UTC+06:00", ("step-1",)),
        ("arrest_place", "Invented City", ("act-1",)),
        ("arrest_forces", "Police of Invented City", ("act-1", "step-1", "step-2")),
        ("arrest_warrant", "No warrant or order was shown.", ("step-1",)),
        ("arrest_reasons", "taking part in an assembly without permission", ("act-1",)),
        ("arrest_law", "Code of Administrative Offences, article 488(1)", ("act-1",)),
        ("detention_forces", "Police of Invented City", ("step-2",)),
        ("detention_authority", "Invented District Court", ("step-4", "step-4.2")),
        ("liberty", "brought before a court The person was released.", ("act-1", "step-5")),
    ],
)
def test_a_field_says_what_its_facts_say_and_names_them(key: str, said: str, facts: tuple[str, ...]) -> None:
    got = filled().of(key)
    assert (text(got), got.facts, got.state) == (said, facts, State.COMPLETE)


def test_who_the_person_is_comes_from_the_vault_with_its_entry() -> None:
    got = filled().of("family_name")
    assert text(got) == "Testov (also written: Тестов)"
    words = words_for("en", case())
    assert words.text(got.pieces[0].entries[0]) == (
        "Submitter's confidential record, entry of 1 June 2026; as written in: passport"
    )


def test_the_spelling_of_the_language_stands_first() -> None:
    assert text(filled(language="ru").of("family_name")).startswith("Тестов")


def test_names_in_two_scripts_are_not_put_together() -> None:
    assert text(filled("osce").of("name")) == "Testov Invented-One"


def test_a_disputed_length_is_told_by_both_accounts_with_its_bounds() -> None:
    said = text(filled().of("detention_length"))
    assert "hours: at least 9" in said
    assert "By one of 2 accounts that differ: days: 13" in said
    assert "By one of 2 accounts that differ: days: 15" in said


def test_the_account_is_in_order_of_days_and_of_a_day_in_that_of_the_procedure() -> None:
    told = [piece.facts[0] for piece in filled().of("course").pieces]
    assert told == ["conduct-1", "act-1", "step-1", "step-2", "step-3", "step-4", "step-4.2", "step-5", "cons-1"]


def test_a_measure_of_many_days_stands_after_the_day_on_which_it_began() -> None:
    arrest = row(Act, "act-0", person=WHO, sort="arrest.administrative", during="2019-05-01/2019-05-14")
    told = [piece.facts[0] for piece in filled(of=case(arrest)).of("course").pieces]
    assert told.index("act-0") > told.index("step-3")


def test_a_name_that_is_not_parted_may_hold_given_name_and_patronymic() -> None:
    whole = NameWritten(on=ENTERED, text="Тестов Выдуман Первович", language="ru")
    got = filled(held=[*(e for e in entries() if not isinstance(e, NameWritten)), whole])
    assert {text(got.of(key)) for key in ("given_names", "patronymic")} == {"(see the whole name above)"}


def test_the_body_is_the_forms_own_unless_told() -> None:
    assert filled("osce").given.body == "odihr"
    with pytest.raises(WrongUse, match="does not go to 'nowhere'; name one of odihr"):
        filled("osce", body="nowhere")


# Argument: never filled


@pytest.mark.parametrize("key", ["category_1", "category_2", "category_3", "category_4", "category_5"])
def test_a_category_offers_facts_and_no_argument(key: str) -> None:
    said = text(filled().of(key)).casefold()
    assert "arbitrary" not in said
    assert "categor" not in said


def test_days_imposed_stand_beside_the_most_that_the_provision_invoked_allowed() -> None:
    arrest = row(Step, "step-9", person=WHO, sort="administrative arrest", during="2019-05-01", days="20",
                 provision="cao-488")  # fmt: skip
    of = case(arrest, without=("step-4", "step-4.2"))
    said = text(filled(of=of).of("category_1"), of)
    assert "Days imposed: 20; the most that the provision invoked allowed, in days: 15. The arrest was longer" in said
    assert "The limit is known by report" in said
    within = text(filled().of("category_1"))
    assert "Days imposed: 13; the most" in within
    assert "longer than" not in within


def test_where_the_law_of_the_day_is_not_known_no_limit_is_told() -> None:
    arrest = row(Step, "step-9", person=WHO, sort="administrative arrest", during="2026-05-01", days="20",
                 provision="cao-488")  # fmt: skip
    of = case(arrest, without=("step-4", "step-4.2"))
    assert "Days imposed" not in text(filled(of=of).of("category_1"), of)


def test_the_facts_that_bear_on_fair_trial_are_those_of_counsel_and_hearing() -> None:
    assert set(filled().of("category_3").facts) == {"step-1", "step-3"}


def test_mandates_are_offered_with_the_facts_that_point_to_them() -> None:
    got = filled("urgent-appeal").of("mandates")
    assert "Working Group on Arbitrary Detention" in text(got)
    assert set(got.facts) == {"act-1", "conduct-1"}


# What blocks


def test_a_required_field_without_a_fact_blocks_and_says_what_would_fill_it_and_who_can_give_it() -> None:
    got = filled(of=case(without=("rem-1",)))
    one = got.of("remedies")
    words = words_for("en", case())
    assert (got.blocked, one.state, rules(one)) == (True, State.BLOCKED, [Rule.NO_FACT])
    assert words.text(one.missing[0].says) == "a remedy that names the person: used, or why not"
    assert words.text(one.missing[0].who) == "the person, counsel, or the papers of the matter"


def test_a_draft_claim_is_not_accepted() -> None:
    draft = row(Remedy, "rem-2", status=Status.DRAFT, person=WHO, sort="appeal", used="yes")
    one = filled(of=case(draft, without=("rem-1",))).of("remedies")
    assert (one.state, rules(one), one.missing[0].facts) == (State.BLOCKED, [Rule.NOT_ACCEPTED], ("rem-2",))


def test_a_withheld_row_stays_in() -> None:
    kept = row(Remedy, "rem-2", person=WHO, sort="appeal", used="yes", display=Display.WITHHELD)
    one = filled(of=case(kept, without=("rem-1",))).of("remedies")
    assert (one.pieces, rules(one)) == ((), [Rule.WITHHELD])


def test_a_disputed_claim_whose_other_account_is_missing_blocks() -> None:
    one = filled(of=case(without=("step-4",))).of("course")
    assert (one.state, rules(one), one.missing[0].facts) == (State.BLOCKED, [Rule.DISPUTED], ("step-4.2",))


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        ((authority(),), Rule.NO_CONSENT),
        ((consent(bodies=("hrc",)), authority()), Rule.NO_CONSENT),
        ((consent(until=date(2026, 11, 21)), authority()), Rule.CONSENT_EXPIRED),
        ((consent(), authority(), Withdrawal(on=date(2026, 11, 1))), Rule.CONSENT_WITHDRAWN),
    ],
)
def test_a_name_does_not_leave_without_consent_in_force(held: tuple[Entry, ...], rule: Rule) -> None:
    got = filled(held=(*known(), *held))
    assert got.blocked
    assert (got.of("family_name").pieces, rules(got.of("family_name"))) == ((), [rule])


def test_consent_to_share_without_naming_to_the_government_keeps_the_name_in() -> None:
    held = (*known(), consent(purposes=("store", "share in confidence")), authority())
    got = filled(held=held)
    assert (got.of("family_name").pieces, got.of("birth").pieces) == ((), ())
    assert got.of("course").pieces
    assert filled("osce", held=held).of("name").pieces, "a body that hands nothing on may have it"


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        ((consent(),), Rule.NO_AUTHORITY),
        ((consent(), authority(bodies=("hrc",))), Rule.NO_AUTHORITY),
        ((consent(), authority(until=date(2026, 11, 21))), Rule.AUTHORITY_EXPIRED),
        ((consent(), authority(), Revocation(on=date(2026, 11, 1), attorney="centre")), Rule.AUTHORITY_REVOKED),
    ],
)
def test_nobody_submits_without_a_power_of_attorney_in_force(held: tuple[Entry, ...], rule: Rule) -> None:
    got = filled(held=(*known(), *held), attorney="centre")
    assert (got.of("submitter").state, rules(got.of("submitter"))) == (State.BLOCKED, [rule])


def test_without_a_power_of_attorney_it_has_to_be_said_who_submits() -> None:
    got = filled(held=(*known(), consent()))
    assert (got.blocked, rules(got.of("submitter"))) == (True, [Rule.NO_AUTHORITY])


def test_a_body_that_asks_for_no_power_of_attorney_takes_it_from_an_organisation_by_consent() -> None:
    got = filled("urgent-appeal", held=(*known(), consent()), attorney="centre")
    assert (got.blocked, text(got.of("submitter"))) == (False, "Invented Centre for Legal Aid")
    assert rules(got.of("submitter")) == [Rule.NO_AUTHORITY]


def test_the_person_may_submit_in_their_own_name() -> None:
    got = filled("hrc", held=(*known(), consent()), attorney="")
    assert text(got.of("submitter")) == "Testov Invented-One"
    assert not got.blocked


def test_an_open_remedy_blocks_a_communication_and_not_an_urgent_appeal() -> None:
    pending = row(Remedy, "rem-1", person=WHO, matter="matter-1", sort="appeal", filed="2026-11-01", used="yes",
                  outcome="pending")  # fmt: skip
    with_it = case(pending, without=("rem-1",))
    assert [one.rule for one in filled("hrc", of=with_it).missing] == [Rule.REMEDY_OPEN]
    assert not filled("urgent-appeal", of=with_it).blocked


def test_a_child_is_named_to_the_government_by_a_guardian_with_the_childs_word_only() -> None:
    child = Identity.model_validate({"on": ENTERED, "born": "2010-03-12", "nationality": "Kazakhstan", "gender": "man"})
    held = (*known(), child)
    own_word = filled(held=(*held, consent(), authority()))
    guardian = filled(held=(*held, consent(given_by="guardian", child_agrees=True), authority()))
    assert (own_word.of("family_name").pieces, bool(guardian.of("family_name").pieces)) == ((), True)


def test_a_paper_that_a_claim_names_and_nobody_holds_is_wanted() -> None:
    extra = row(Remedy, "rem-3", person=WHO, matter="matter-1", sort="cassation", used="yes", decided="2019-09-01",
                outcome="rejected", document="d" * 64)  # fmt: skip
    one = filled("hrc", of=case(extra)).of("documents")
    assert (one.state, one.missing[0].facts) == (State.WANTED, ("rem-3",))


def test_a_text_over_the_limit_of_the_form_is_told_with_its_length() -> None:
    many = tuple(
        row(Act, f"more-{n}", person=WHO, sort="force.use", during="2019-05-02", means="batons " * 40)
        for n in range(12)
    )
    assert Rule.TOO_LONG in rules(filled("osce", of=case(*many)).of("course"))


def test_a_claim_about_somebody_else_fills_nothing() -> None:
    other = row(Step, "other-1", person="p-0043", sort="release", during="2020-01-01")
    assert "other-1" not in {fact for one in filled(of=case(other)).fields for fact in one.facts}
