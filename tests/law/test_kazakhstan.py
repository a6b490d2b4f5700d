"""House rules of a country's law: every rule is cited, dated and reached only by name; no amount is written out."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

import saylau
from saylau.law.declared import cite_of
from saylau.law.inputs import FundInputs, NoInputs, ProxyInputs, ResidenceInputs, Stay
from saylau.law.kz import acts
from saylau.law.rule import Basis, Cite, Explanation, Rule, registered, rules
from saylau.records.case import Case
from saylau.values import Count, Money, Truth, When

POLL = date(2019, 6, 9)
SOURCE = Path(saylau.__file__).parent
RULES = registered("kz")
CITES = sorted({v for v in vars(acts).values() if isinstance(v, Cite)} | {rule.cite for rule in RULES}, key=str)
OF_2017_AND_BEFORE = (acts.EXPERIENCE_OF_2017, acts.SELF_NOMINATION_OF_2017, acts.SELF_NOMINATION_BEFORE)
"""Editions that the case of 2019 does not hold; they cite the article as it stands there."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name} ({rule.reading}) {rule.since}")
def test_a_rule_has_a_citation_that_was_confirmed_on_a_day_and_a_docstring(rule: Rule) -> None:
    assert rule.cite.act
    assert rule.cite.checked_on is not None
    assert rule.since is not None
    assert rule.function.__doc__


@pytest.mark.parametrize("cite", [c for c in CITES if c.provision], ids=str)
def test_the_case_of_2019_holds_each_provision_and_knows_it_at_least_as_well_as_the_rule_says(
    kazakhstan: Case, cite: Cite
) -> None:
    held = cite_of(kazakhstan, cite.provision)
    assert held.act == cite.act
    known = list(Basis)
    assert known.index(held.basis) <= known.index(cite.basis) or cite in OF_2017_AND_BEFORE


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


def _names_the_country(file: Path) -> bool:
    return any(name.startswith("saylau.law.kz") for name in _imports(file))


def test_nothing_outside_the_law_package_names_a_country() -> None:
    naming = [
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if file.relative_to(SOURCE).parts[0] != "law"
        and any(name.startswith("saylau.law.kz") for name in _imports(file))
    ]
    assert naming == []


def test_nothing_in_the_law_package_outside_the_country_imports_it() -> None:
    law = SOURCE / "law"
    naming = [file.name for file in law.glob("*.py") if _names_the_country(file)]
    assert naming == []


def test_amounts_are_formulas_over_base_values() -> None:
    written = {
        (file.name, node.value)
        for file in (SOURCE / "law").rglob("*.py")
        if file.parts[-2:] != ("kz", "params.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value > 15_000
    }
    assert written == {("finance.py", 1_000_000)}  # to round up to the million


def test_the_old_edition_of_the_limits_never_decides() -> None:
    found = {rule.reading: rule for rule in rules("kz", "finance.own_nominator_cap", POLL)}
    assert {name: rule.decides for name, rule in found.items()} == {
        "practice-2019": True, "report": True, "text-2017": False,
    }  # fmt: skip
    assert found["text-2017"].whose == "edition of 2017, not confirmed for 2019"


def own_cap(reading: str, given: FundInputs) -> Explanation:
    """What one reading of the limit on own and nominator's money says."""
    (found,) = [r for r in rules("kz", "finance.own_nominator_cap", POLL) if r.reading == reading]
    return found.apply(given, POLL)


def test_an_association_that_nominated_stands_beside_its_own_limit_in_the_reports_reading() -> None:
    given = FundInputs(own=Money("0 KZT"), nominator=Money("20200000 KZT"), nominated_by_party=Truth.NO)
    answer = own_cap("report", given)
    assert answer.verdict is Truth.YES
    assert answer.says.values["own"] == Money("510000000 KZT")
    assert answer.says.values["nominator"] == answer.values["association_cap"] == Money("638000000 KZT")
    together = own_cap("report", FundInputs(own_and_nominator=Money("76000000 KZT"), nominated_by_party=Truth.NO))
    assert together.says.values["nominator"] == Money("638000000 KZT")
    party = own_cap("report", FundInputs(own_and_nominator=Money("76000000 KZT"), nominated_by_party=Truth.YES))
    assert party.says.values["cap"] == Money("510000000 KZT")


@pytest.mark.parametrize("reading", ["report", "text-2017"])
def test_a_nil_told_by_a_label_alone_is_not_said_to_have_been_received(reading: str) -> None:
    given = FundInputs(own=Money("0 KZT"), nominator=Money("20200000 KZT"), nominated_by_party=Truth.NO)
    answer = own_cap(reading, given)
    said = [e.says.template for e in (answer, *answer.parts)]
    assert len(said) == 3
    assert all("by stated origin or label" in words and "{received} was received" not in words for words in said)


def test_the_number_of_proxies_is_told_as_general_knowledge_and_decides_nothing() -> None:
    (rule,) = rules("kz", "signatures.proxies", POLL)
    assert (rule.whose, rule.decides) == ("general knowledge, not confirmed", False)
    answer = rule.apply(ProxyInputs(stations=Count.of(9_970)), POLL)
    assert answer.says.template.startswith("By general knowledge, not confirmed, up to three proxies")
    assert answer.says.values["ceiling"] == answer.values["ceiling"] == 29_910


def test_readings_that_are_ours_are_called_assumed() -> None:
    whose = {r.reading: r.whose for r in rules("kz", "candidacy.residence", POLL)}
    assert whose == {"strict": "assumed", "habitual": "assumed", "council": "Constitutional Council"}


def test_what_was_not_read_is_not_cited_as_text() -> None:
    unread = {"28", "34", "54", "55", "58"}
    assert all(c.basis is not Basis.TEXT for c in CITES if c.act == acts.ELECTIONS and c.article in unread)


def test_rules_that_cannot_be_expressed_give_a_reason_and_a_question() -> None:
    unexpressed = [rule for rule in RULES if rule.untranslatable]
    assert [rule.name for rule in unexpressed] == ["calendar.cec", "signatures.verification"]
    for rule in unexpressed:
        answer = rule.apply(NoInputs(), POLL)
        assert answer.verdict is Truth.UNKNOWN
        assert answer.questions


@pytest.mark.parametrize("rule", [r for r in RULES if r.in_force(POLL)], ids=lambda r: f"{r.name} ({r.reading})")
def test_an_unknown_says_what_would_settle_it(rule: Rule) -> None:
    needs_poll = "poll" in rule.inputs.model_fields
    given = rule.inputs.model_validate({"poll": "2019-06-09"} if needs_poll else {})
    answer = rule.apply(given, POLL)
    assert (answer.verdict is Truth.UNKNOWN) <= (answer.all_questions != ())
    assert all(q.provision in {None, rule.cite.provision} for q in answer.all_questions)


def test_an_answer_settled_without_doubt_asks_nothing() -> None:
    given = FundInputs(own_and_nominator=Money("1 KZT"))
    readings = rules("kz", "finance.own_nominator_cap", POLL)
    assert readings
    for rule in readings:
        assert rule.apply(given, POLL).all_questions == ()


def test_a_yes_on_residence_that_rests_on_a_list_not_known_to_be_complete_says_so() -> None:
    stay = Stay(during=When("2011-05-03/2013-10"), exempt_post=Truth.YES)
    (council,) = [r for r in rules("kz", "candidacy.residence", POLL) if r.reading == "council"]
    open_list = council.apply(ResidenceInputs(poll=When.on(POLL), stays_abroad=(stay,)), POLL)
    full_list = council.apply(ResidenceInputs(poll=When.on(POLL), stays_abroad=(stay,), complete=Truth.YES), POLL)
    assert (open_list.verdict, full_list.verdict) == (Truth.YES, Truth.YES)
    assert set(open_list.assumed) - set(full_list.assumed) == {
        "The stays abroad on record are all there were in the window (assumed)."
    }
