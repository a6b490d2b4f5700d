"""Kazakhstan's simple rules, written as data, answer as those in code."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saylau.law.cases import inputs_from, read_cases
from saylau.law.declared import declared_rules
from saylau.law.declared_answers import ANY_STAY_ASSUMED
from saylau.law.inputs import (
    CompositionInputs,
    DeadlineInputs,
    DepositInputs,
    DonorInputs,
    EligibilityInputs,
    ExamInputs,
    FundInputs,
    Inputs,
    NominatorInputs,
    ResidenceInputs,
    SanctionInputs,
    SelfNominationInputs,
    ServiceInputs,
    SignatureInputs,
    Stay,
)
from saylau.law.rule import Rule, registered
from saylau.records.declared import DeclaredRule
from saylau.records.kinds.law import Provision, TextRead
from saylau.records.problems import Problems
from saylau.records.settings import read_rule, rule_tables
from saylau.values import Count, Money, Truth, When
from saylau.values.message import Said, Value
from tests.cases import case_of, election, fact

HERE = Path(__file__).parent
POLL = date(2019, 6, 9)


def _read() -> tuple[DeclaredRule, ...]:
    problems = Problems()
    tables = rule_tables((HERE / "declared" / "kz.toml").read_bytes(), problems)
    found = [read_rule(table, problems) for table in tables]
    assert not problems.found, problems.found
    return tuple(rule for rule in found if rule)


DATA = _read()
PROVISIONS = dict.fromkeys([*(r.provision for r in DATA), *(b.provision for r in DATA for b in r.bases)])
CASE = case_of(
    election(),
    *(fact(Provision(act="Act", article="1", read=TextRead.NOT_READ, says="So much."), name) for name in PROVISIONS),
    declared=DATA,
)
DECLARED = declared_rules(CASE)


def _day(one: Rule) -> date:
    """A day on which a declared rule is asked: voting day, or its first day where it ended before."""
    return POLL if one.in_force(POLL) else one.since or POLL


def _pairs() -> list[tuple[Rule, Rule]]:
    """Each declared rule beside the one in code of the same name and reading that applies on that day."""
    in_code = registered("kz")
    return [
        (one, other)
        for one in DECLARED
        for other in in_code
        if (one.name, one.reading) == (other.name, other.reading) and other.in_force(_day(one))
    ]


PAIRS = _pairs()


def test_every_declared_rule_has_its_fellow_in_code() -> None:
    assert len(DATA) == len(DECLARED) == len(PAIRS) == 29
    assert len({rule.name for rule in DECLARED}) == 23


def test_the_two_apply_on_the_same_days() -> None:
    days = [date(1995, 1, 1) + timedelta(97 * n) for n in range(110)]
    for one, other in PAIRS:
        ends = {day + timedelta(n) for rule in (one, other) for day in (rule.since, rule.until) if day for n in (-1, 0)}
        same = [day for day in sorted({*days, *ends}) if one.in_force(day) == other.in_force(day)]
        # One edition in code can stand for several dates of knowledge; the declared rule is one.
        assert len(same) == len({*days, *ends}) or one.name in ("candidacy.independents", "candidacy.service")


def _answer(rule: Rule, asked: Inputs, on: date) -> tuple[Truth, dict[str, Value], int]:
    """What has to be the same of two answers: verdict, values, how many questions."""
    answer = rule.apply(asked, on)
    return answer.verdict, dict(answer.values), len(answer.all_questions)


def _assumed(rule: Rule, asked: Inputs, on: date) -> set[Said]:
    return set(rule.apply(asked, on).assumed)


@pytest.mark.parametrize("file", sorted((HERE / "cases" / "kz").glob("*.toml")), ids=lambda file: file.stem)
def test_a_lawyers_dated_cases_have_the_same_answers(file: Path) -> None:
    for legal in read_cases(file):
        for one, other in PAIRS:
            if one.name in legal.expect and one.in_force(legal.on) and other.in_force(legal.on):
                asked = inputs_from(other, legal.given)
                assert _answer(one, asked, legal.on) == _answer(other, asked, legal.on), (one.name, legal.name)
                assert _assumed(one, asked, legal.on) <= _assumed(other, asked, legal.on) | {ANY_STAY_ASSUMED}


def test_the_dated_cases_reach_most_of_the_declared_rules() -> None:
    reached = {
        one.name
        for file in sorted((HERE / "cases" / "kz").glob("*.toml"))
        for legal in read_cases(file)
        for one, other in PAIRS
        if one.name in legal.expect and one.in_force(legal.on) and other.in_force(legal.on)
    }
    assert len(reached) >= 18


COUNTS = st.one_of(
    st.none(),
    st.integers(0, 200_000).map(Count.of),
    st.tuples(st.integers(0, 130_000), st.integers(0, 9_000)).map(lambda b: Count.between(b[0], b[0] + b[1])),
    st.integers(0, 130_000).map(lambda n: Count.between(n, None)),
)
TRUTHS = st.sampled_from(list(Truth))
MONEY = st.one_of(
    st.none(),
    st.integers(0, 700_000_000).map(lambda n: Money.of(n, "KZT")),
    st.integers(0, 700_000_000).map(lambda n: Money(f">={n} KZT")),
    st.just(Money("5 EUR")),
)
DAYS = st.dates(date(1950, 1, 1), date(2019, 12, 31))
NEAR = st.dates(date(2019, 1, 1), date(2019, 12, 31))
WHENS = st.one_of(st.none(), NEAR.map(When.on), st.sampled_from(["2019-04", "2019", "../2019-05-03"]).map(When.parse))
SPANS = st.tuples(DAYS, st.integers(1, 4_000)).map(lambda s: When.between(s[0], s[0] + timedelta(s[1])))
STAYS = st.builds(Stay, during=SPANS, exempt_post=TRUTHS, habitual=TRUTHS)
BORN = st.one_of(st.none(), DAYS.map(When.on), st.integers(1950, 1990).map(lambda year: When.parse(str(year))))
DONOR_KINDS = ("", "citizen", "company", "state body", "charity", "religious body", "foreign", "anonymous", "candidate",
               "party", "association", "local self-government", "trade union")  # fmt: skip
FILLED = st.lists(
    st.tuples(st.sampled_from(["president", "senate", "majilis", "court"]), st.integers(0, 4).map(Count.of)),
    unique_by=lambda pair: pair[0],
)

GIVEN: dict[type[Inputs], st.SearchStrategy[Inputs]] = {
    SignatureInputs: st.builds(
        SignatureInputs, voters=st.one_of(COUNTS, st.integers(11_000_000, 12_000_000).map(Count.of)),
        regions=st.one_of(st.none(), st.integers(1, 25)), valid_signatures=COUNTS,
        regions_covered=st.one_of(st.none(), st.integers(0, 25).map(Count.of)),
    ),
    DeadlineInputs: st.builds(DeadlineInputs, begins=WHENS, happened=WHENS),
    EligibilityInputs: st.builds(
        EligibilityInputs, poll=st.just(When.on(POLL)), born=BORN, citizen_by_birth=TRUTHS, higher_education=TRUTHS
    ),
    ExamInputs: st.builds(ExamInputs, passed=TRUTHS, incumbent=TRUTHS),
    ResidenceInputs: st.builds(
        ResidenceInputs, poll=st.just(When.on(POLL)), stays_abroad=st.lists(STAYS, max_size=3).map(tuple),
        complete=TRUTHS,
    ),
    ServiceInputs: st.builds(
        ServiceInputs, periods=st.lists(st.one_of(st.none(), SPANS), max_size=3).map(tuple), complete=TRUTHS
    ),
    NominatorInputs: st.builds(
        NominatorInputs, party=TRUTHS, registered=TRUTHS,
        branches=st.one_of(st.none(), st.integers(0, 17).map(Count.of)),
        regions=st.one_of(st.none(), st.integers(1, 20)),
    ),
    SelfNominationInputs: st.builds(SelfNominationInputs),
    SanctionInputs: st.builds(SanctionInputs, fine=MONEY, days=COUNTS, months=COUNTS),
    DepositInputs: st.builds(
        DepositInputs, paid=MONEY, votes=COUNTS, participants=COUNTS, valid=COUNTS, elected=TRUTHS
    ),
    FundInputs: st.builds(
        FundInputs, nominated_by_party=TRUTHS, own=MONEY, nominator=MONEY, own_and_nominator=MONEY, donations=MONEY
    ),
    DonorInputs: st.builds(DonorInputs, donor=st.sampled_from(DONOR_KINDS)),
    CompositionInputs: st.builds(CompositionInputs, by_appointer=FILLED.map(tuple)),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"{one.name}-{one.reading}-{one.since}" for one, _ in PAIRS])
def test_over_any_inputs_the_two_answer_alike(one: Rule, other: Rule) -> None:
    on = _day(one)

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(GIVEN[other.inputs])
    def alike(asked: Inputs) -> None:
        assert _answer(one, asked, on) == _answer(other, asked, on)
        assert _assumed(one, asked, on) <= _assumed(other, asked, on) | {ANY_STAY_ASSUMED}

    assert one.inputs is other.inputs
    alike()


def test_a_number_that_is_changed_in_the_data_no_longer_agrees() -> None:
    """What the comparison is worth: with 49 wages for 50 the answers part."""
    changed = tuple(
        r.model_copy(update={"times": 49, "cases": ()}) if r.name == "candidacy.deposit" else r for r in DATA
    )
    (mine,) = [r for r in declared_rules(case_of(*CASE.facts, declared=changed)) if r.name == "candidacy.deposit"]
    (theirs,) = [r for r in registered("kz") if r.name == "candidacy.deposit"]
    paid = DepositInputs(paid=Money("2100000 KZT"))
    assert (mine.apply(paid, POLL).verdict, theirs.apply(paid, POLL).verdict) == (Truth.YES, Truth.NO)


def test_a_share_that_is_no_decimal_number_keeps_its_value() -> None:
    (spread,) = [r for r in DATA if r.name == "signatures.spread"]
    assert Fraction(spread.parts) == Fraction(2, 3)
