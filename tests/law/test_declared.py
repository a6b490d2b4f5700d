"""Rules that a case declares as data."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import saylau
from saylau.errors import CaseRefused, LawError, NotFound
from saylau.law.answers import Asking
from saylau.law.declared import basis_of, cite_of, declared_rules, wrong_rules
from saylau.law.declared_forms import FORMS
from saylau.law.declared_parts import Declared
from saylau.law.inputs import (
    CompositionInputs,
    DeadlineInputs,
    DepositInputs,
    DonorInputs,
    EligibilityInputs,
    ExamInputs,
    FundInputs,
    Inputs,
    NoInputs,
    NominatorInputs,
    ProxyInputs,
    ResidenceInputs,
    SelfNominationInputs,
    ServiceInputs,
    SignatureInputs,
    Stay,
)
from saylau.law.rule import Basis, Cite, Explanation, Rule, registered, rules
from saylau.records.case import Case
from saylau.records.declared import DeclaredRule
from saylau.records.kinds.law import Provision, TextRead
from saylau.records.source import Grade
from saylau.values import Count, Money, Truth, When
from tests.cases import case_of, election, fact, source

POLL = date(2019, 6, 9)
ACT = fact(
    Provision(act="Electoral Act", article="12", edition="2018", read=TextRead.OFFICIAL, says="A rule."), "act-12"
)


def _case(*declared: dict[str, Any]) -> Case:
    made = tuple(DeclaredRule.model_validate({"provision": "act-12", **rule}) for rule in declared)
    return case_of(election(), ACT, sources=(source(retrieved=When("2020-01-05")),), declared=made)


def _answer(given: Inputs, **rule: Any) -> Explanation:
    (found,) = rules("xx", rule["name"], POLL, declared_rules(_case(rule)))
    return found.apply(given, POLL)


def _verdicts(rule: dict[str, Any], *given: Inputs) -> list[str]:
    return [str(_answer(one, **rule).verdict) for one in given]


def _unchecked(name: str, **parts: str) -> Rule:
    """A rule that no case was asked to hold, with no more than these parts."""
    declared = DeclaredRule.model_validate({"name": name, "form": FORMS[name].form, "provision": "act-12", **parts})
    cite = Cite("Electoral Act", "12", "2018", Basis.TEXT)
    answer = FORMS[name].make(Declared(declared, Asking("the commission", cite, FORMS[name].area)))
    return Rule("xx", name, cite, None, None, "text", "text of the law", True, "", answer)


def test_a_threshold_by_number() -> None:
    rule = {"name": "signatures.total", "form": "threshold", "number": "5000"}
    few, enough = (SignatureInputs(valid_signatures=Count(n)) for n in ("4999", "5000"))
    assert _verdicts(rule, few, enough, SignatureInputs()) == ["no", "yes", "unknown"]
    assert _answer(enough, **rule).values["required"] == 5000


@pytest.mark.parametrize(("rounding", "required"), [("up", 118141), ("nearest", 118140), ("down", 118140)])
def test_a_threshold_by_share_of_the_voters_with_its_rounding(rounding: str, required: int) -> None:
    answer = _answer(
        SignatureInputs(voters=Count("11814019"), valid_signatures=Count("118140")),
        name="signatures.total", form="threshold", share="0.01", rounding=rounding,
    )  # fmt: skip
    assert answer.values["required"] == required
    assert (answer.values["share"], answer.values["exact"]) == (Fraction(1, 100), Fraction(11814019, 100))
    assert answer.verdict is Truth.of(required <= 118140)


def test_a_threshold_of_regions() -> None:
    rule = {"name": "signatures.spread", "form": "threshold", "number": "3"}
    given = [SignatureInputs(regions_covered=Count(n)) for n in ("2", "3")]
    assert _verdicts(rule, *given) == ["no", "yes"]
    half = {"name": "signatures.spread", "form": "threshold", "share": "0.5"}
    assert _answer(SignatureInputs(regions=9), **half).values["regions_required"] == 5
    assert _verdicts(half, SignatureInputs()) == ["unknown"]


def test_a_share_of_no_regions_at_all_is_not_reached_by_none() -> None:
    half = {"name": "signatures.spread", "form": "threshold", "share": "0.5"}
    assert _verdicts(half, SignatureInputs(regions=0, regions_covered=Count("0"))) == ["unknown"]


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.one_of not in ((), ("what",))])
def test_a_rule_that_lacks_its_number_refuses_to_answer_and_takes_it_for_no_nought(name: str) -> None:
    """What a case declares is tested before it is asked; this is for a rule that was made past that test."""
    rule = _unchecked(name)
    poll = {"poll": When.on(POLL)} if "poll" in rule.inputs.model_fields else {}
    with pytest.raises(LawError, match=f"rule {name}: it states no"):
        rule.apply(rule.inputs.model_validate(poll), POLL)


def test_a_number_with_bounds_is_no_number_of_years() -> None:
    rule = _unchecked("candidacy.basic", number=">=40")
    with pytest.raises(LawError, match="it states no whole number"):
        rule.apply(EligibilityInputs(poll=When.on(POLL)), POLL)


def test_a_cap_on_own_and_nominators_money() -> None:
    rule = {"name": "finance.own_nominator_cap", "form": "cap", "amount": "1000 EUR"}
    given = [FundInputs(own_and_nominator=Money(m)) for m in ("999.99 EUR", "1000 EUR", "1000.01 EUR")]
    assert _verdicts(rule, *given, FundInputs()) == ["yes", "yes", "no", "unknown"]
    assert _answer(given[0], **rule).values == {"cap": Money("1000 EUR")}


def test_a_cap_on_donations() -> None:
    rule = {"name": "finance.donation_cap", "form": "cap", "amount": "1000 EUR"}
    given = [FundInputs(donations=Money(m)) for m in ("1000 EUR", "1001 EUR", ">=500 EUR")]
    assert _verdicts(rule, *given) == ["yes", "no", "unknown"]


def test_a_cap_on_proxies_for_each_station() -> None:
    rule = {"name": "signatures.proxies", "form": "cap", "number": "2"}
    given = [ProxyInputs(stations=Count("10"), declared=Count(n)) for n in ("20", "21")]
    assert _verdicts(rule, *given) == ["yes", "no"]


@pytest.mark.parametrize("length", [{"days": 60}, {"months": 2}])
def test_a_deadline_in_days_or_months(length: dict[str, int]) -> None:
    rule = {"name": "calendar.early_poll", "form": "deadline", **length}
    called = When("2019-02-08")  # 60 days end on 9 April, two months on 8 April
    last = "2019-04-09" if "days" in length else "2019-04-08"
    after = "2019-04-10" if "days" in length else "2019-04-09"
    given = [DeadlineInputs(begins=called, happened=When(day)) for day in (last, after)]
    assert _verdicts(rule, *given) == ["yes", "no"]
    assert str(_answer(given[0], **rule).values["deadline"]) == last


def test_nomination_on_its_day() -> None:
    rule = {"name": "calendar.nomination", "form": "deadline", "days": 3}
    given = [DeadlineInputs(begins=When("2019-04-09"), happened=When(d)) for d in ("2019-04-12", "2019-04-13")]
    assert _verdicts(rule, *given) == ["yes", "no"]
    assert _answer(given[0], **rule).values == {"expected": date(2019, 4, 12)}


@pytest.mark.parametrize(("what", "regime"), [([], "notice"), (["notice"], "notice"), (["permission"], "permission")])
def test_a_notice_or_permission_so_many_days_ahead(what: list[str], regime: str) -> None:
    rule = {"name": "campaign.notice", "form": "notice", "days": 5, "what": what}
    given = [DeadlineInputs(begins=When("2019-05-01"), happened=When(d)) for d in ("2019-05-05", "2019-05-06")]
    assert _verdicts(rule, *given) == ["no", "yes"]
    values = _answer(given[0], **rule).values
    assert (values["regime"], values["days"], values["first_event"]) == (regime, 5, date(2019, 5, 6))


def test_a_ban_on_donors() -> None:
    rule = {"name": "finance.bans", "form": "ban", "what": ["foreign", "anonymous"]}
    given = [DonorInputs(donor=d) for d in ("foreign", "citizen", "")]
    assert _verdicts(rule, *given) == ["no", "yes", "unknown"]


def test_a_ban_on_self_nomination() -> None:
    assert _verdicts({"name": "candidacy.independents", "form": "ban"}, SelfNominationInputs()) == ["no"]


def test_a_quota_of_seats() -> None:
    rule = {"name": "commissions.cec", "form": "quota", "share": "0.3", "what": ["opposition"]}

    def seats(opposition: str) -> CompositionInputs:
        return CompositionInputs(by_appointer=(("opposition", Count(opposition)), ("government", Count("7"))))

    assert _verdicts(rule, seats("2"), seats("3"), seats("2..3"), CompositionInputs()) == [
        "no", "yes", "unknown", "unknown",
    ]  # fmt: skip


def test_conditions_on_a_person() -> None:
    poll = When.on(POLL)
    age = {"name": "candidacy.basic", "form": "threshold", "number": "35"}
    born = [EligibilityInputs(poll=poll, born=When(d)) for d in ("1984-06-09", "1984-06-10")]
    assert _verdicts(age, *born) == ["yes", "no"]
    lived = {"name": "candidacy.residence", "form": "threshold", "number": "5"}
    away = [Stay(during=When(d)) for d in ("2010/2014-06-08", "2010/2014-06-09")]
    stays = [ResidenceInputs(poll=poll, stays_abroad=(s,), complete=Truth.YES) for s in away]
    assert _verdicts(lived, *stays) == ["yes", "no"]
    served = {"name": "candidacy.service", "form": "threshold", "number": "1"}
    posts = [
        ServiceInputs(periods=(When(d),), complete=Truth.YES)
        for d in ("2015-01-01/2016-01-02", "2015-01-01/2015-07-01")
    ]
    assert _verdicts(served, *posts) == ["yes", "no"]


def test_a_nominators_branches() -> None:
    rule = {"name": "candidacy.nominator", "form": "threshold", "share": "0.5"}
    given = [NominatorInputs(party=Truth.NO, registered=Truth.YES, branches=Count(n), regions=8) for n in ("3", "4")]
    assert _verdicts(rule, *given) == ["no", "yes"]


def test_a_deposit_and_its_return() -> None:
    paid = {"name": "candidacy.deposit", "form": "threshold", "amount": "500 EUR"}
    assert _verdicts(paid, DepositInputs(paid=Money("500 EUR")), DepositInputs(paid=Money("499 EUR"))) == ["yes", "no"]
    back = {"name": "candidacy.deposit_refund", "form": "threshold", "share": "0.05"}
    votes = [DepositInputs(votes=Count(n), participants=Count("100"), elected=Truth.NO) for n in ("4", "5")]
    assert _verdicts(back, *votes) == ["no", "yes"]


def test_every_form_takes_the_inputs_of_the_rule_of_that_name_in_code() -> None:
    fields: dict[str, Any] = {"number": "3", "share": "0.5", "amount": "9 EUR", "days": 3, "months": 1, "what": ["a"]}
    in_code = {rule.name: rule.inputs for rule in registered("kz")}
    for name, form in FORMS.items():
        needed = {field: fields[field] for field in (*form.one_of[:1], *form.also, *({"what"} & set(form.may)))}
        said = {"campaign.notice": ["notice"], "prosecutions.night": ["22:00", "06:00"]}
        needed["what"] = said.get(name, needed.get("what", []))
        (rule,) = declared_rules(_case({"name": name, "form": form.form, **needed}))
        assert rule.inputs is in_code.get(name, rule.inputs)


def test_every_rule_that_a_check_asks_a_lawyer_to_enter_can_be_entered() -> None:
    checks = Path(saylau.__file__).parent / "checks"
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(checks.glob("*.py")))
    asked = set(re.findall(r'which_provision\(\s*case,\s*"([a-z_.]+)"', text))
    assert asked
    assert asked <= set(FORMS)


def test_rules_that_only_state_something() -> None:
    assert _verdicts({"name": "calendar.cec", "form": "ban"}, NoInputs()) == ["yes"]
    assert _verdicts({"name": "power.lower_chamber", "form": "quota", "share": "1"}, NoInputs()) == ["yes"]
    half = {"form": "quota", "share": "0.5"}
    for name in ("power.lower_chamber_vote", "power.upper_chamber_vote"):
        assert _verdicts({"name": name, **half}, NoInputs()) == ["yes"]


def test_an_examination_that_must_be_passed() -> None:
    given = [ExamInputs(passed=Truth(passed)) for passed in ("yes", "no", "unknown")]
    assert _verdicts({"name": "candidacy.language", "form": "ban"}, *given) == ["yes", "no", "unknown"]


def test_a_declared_rule_applies_between_its_days() -> None:
    rule = {
        "name": "finance.donation_cap",
        "form": "cap",
        "amount": "9 EUR",
        "since": "2019-01-01",
        "until": "2019-06-09",
    }
    declared = declared_rules(_case(rule))
    days = [date(2018, 12, 31), date(2019, 1, 1), date(2019, 6, 8), POLL]
    assert [len(rules("xx", "finance.donation_cap", day, declared)) for day in days] == [0, 1, 1, 0]


def test_the_citation_comes_from_the_provision_of_the_case() -> None:
    cite = cite_of(_case(), "act-12")
    assert str(cite) == "Electoral Act, article 12 (edition of 2018)"
    assert (cite.provision, cite.basis, cite.checked_on) == ("act-12", Basis.TEXT, date(2020, 1, 5))


@pytest.mark.parametrize("thing", ["act-13", "election-2019"])
def test_what_is_no_provision_of_the_case_cannot_be_cited(thing: str) -> None:
    with pytest.raises(NotFound, match=f"no provision '{thing}'"):
        cite_of(_case(), thing)


@pytest.mark.parametrize(
    ("read", "grade", "basis"),
    [
        (TextRead.OFFICIAL, Grade.A, Basis.TEXT),
        (TextRead.OFFICIAL, Grade.B, Basis.TEXT),
        (TextRead.OFFICIAL, Grade.C, Basis.GENERAL),
        (TextRead.OTHER_EDITION, Grade.A, Basis.TEXT),
        (TextRead.OTHER_EDITION, Grade.B, Basis.REPORTED),
        (TextRead.OTHER_EDITION, Grade.C, Basis.GENERAL),
        (TextRead.NOT_READ, Grade.A, Basis.REPORTED),
        (TextRead.NOT_READ, Grade.B, Basis.REPORTED),
        (TextRead.NOT_READ, Grade.C, Basis.GENERAL),
    ],
)
def test_how_well_a_provision_is_known_follows_from_what_was_read_and_the_grade(
    read: TextRead, grade: Grade, basis: Basis
) -> None:
    assert basis_of(Provision(act="Act", article="1", read=read, says="A rule."), source(grade=grade)) is basis


CAP = {"name": "finance.donation_cap", "form": "cap"}


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (
            CAP,
            "rules.toml, column amount: '': rule finance.donation_cap (text): lacks what it says; "
            "give exactly one of amount",
        ),
        (
            {**CAP, "amount": "9 EUR", "days": 3},
            "column days: '3': .* a rule of the form cap has no days; leave it out",
        ),
        ({**CAP, "form": "ban", "what": ["foreign"]}, "is not the form of this rule; write cap"),
        (
            {"name": "finance.lottery", "form": "ban"},
            "no check asks for a rule of this name; use one of calendar.call",
        ),
        (
            {**CAP, "amount": "9 EUR", "provision": "act-99"},
            "no such provision in the case; add its row to provision.csv",
        ),
        ({**CAP, "amount": "9 EUR", "since": "2019"}, "column since: '2019': .* not one day; write the day"),
        (
            {**CAP, "amount": "9 EUR", "since": "2019-05-02", "until": "2019-05-02"},
            "column until: '2019-05-02': .* not after the day since which it applies",
        ),
        ({**CAP, "amount": "9 EUR", "until": "2019-05"}, "column until: '2019-05': .* not one day"),
        (
            {"name": "signatures.total", "form": "threshold", "number": "5", "share": "0.01"},
            "give exactly one of number, share",
        ),
        ({"name": "signatures.total", "form": "threshold", "number": ">5"}, "a rule states one number"),
        ({"name": "commissions.cec", "form": "quota", "share": "0.3"}, "column what: '': .* give what"),
        (
            {"name": "campaign.notice", "form": "notice", "days": 3, "what": ["leave"]},
            "is no way of announcing; write permission or notice",
        ),
    ],
)
def test_a_declared_rule_that_lacks_something_is_refused_with_what_would_be_right(
    rule: dict[str, Any], says: str
) -> None:
    with pytest.raises(CaseRefused, match=says.replace("(", r"\(").replace(")", r"\)")):
        declared_rules(_case(rule))


def test_all_problems_of_the_declared_rules_are_told_at_once() -> None:
    with pytest.raises(CaseRefused) as refused:
        declared_rules(_case(CAP, {"name": "finance.lottery", "form": "ban"}))
    assert len(refused.value.problems) == 2


def test_a_rule_under_a_reading_that_the_country_module_holds_on_the_same_day_is_refused() -> None:
    (held,) = [r for r in registered("kz") if (r.name, r.reading) == ("signatures.total", "at-least")]
    rule = {"name": held.name, "form": "threshold", "number": "5", "provision": "act-12"}

    def declared(**more: str) -> Case:
        made = (DeclaredRule.model_validate({**rule, **more}),)
        return case_of(election(), ACT, sources=(source(),), declared=made, country="kz")

    with pytest.raises(CaseRefused, match=r"hold this rule under the same reading; give yours a reading of its own"):
        declared_rules(declared(reading="at-least"))
    assert held.since is not None
    assert declared_rules(declared(reading="ours"))
    assert declared_rules(declared(reading="at-least", until=held.since.isoformat()))


def test_what_each_declared_rule_lacks_is_told_with_its_number() -> None:
    case = _case({**CAP, "amount": "9 EUR"}, CAP, {"name": "finance.lottery", "form": "ban"})
    assert [(number, problem.column) for number, problem in wrong_rules(case)] == [(1, "amount"), (2, "name")]


def test_every_form_says_what_it_compares_and_of_what_a_share_is_one() -> None:
    for name, form in FORMS.items():
        assert form.compares, name
        assert bool(form.base) is ("share" in form.one_of), name


def test_a_case_without_declared_rules_has_none() -> None:
    assert declared_rules(_case()) == ()
