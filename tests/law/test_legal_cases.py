"""The legal cases of Kazakhstan, and that each dated rule has one before, at and after each of its dates."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from saylau.errors import LawError
from saylau.law.cases import CaseResult, read_cases, run_cases
from saylau.law.rule import Rule, registered

KZ = Path(__file__).parent / "cases" / "kz"
ONE_DAY = timedelta(1)


@pytest.mark.parametrize("result", run_cases(KZ, "kz"), ids=lambda result: f"{result.file}: {result.name}")
def test_a_legal_case_is_answered_as_expected(result: CaseResult) -> None:
    assert result.answers
    assert [answer for answer in result.answers if not answer.ok] == []


def _tested_days() -> dict[str, set[date]]:
    days: dict[str, set[date]] = {}
    for file in sorted(KZ.glob("*.toml")):
        for case in read_cases(file):
            for name in case.expect:
                days.setdefault(name, set()).add(case.on)
    return days


@pytest.mark.parametrize("rule", registered("kz"), ids=lambda rule: f"{rule.name} ({rule.reading}) {rule.since}")
def test_a_rule_has_a_case_before_at_and_after_each_of_its_dates(rule: Rule) -> None:
    tested = _tested_days()[rule.name]
    for turn in (rule.since, rule.until):
        if turn is not None:
            assert {turn - ONE_DAY, turn, turn + ONE_DAY} <= tested


def _write(folder: Path, text: str) -> Path:
    file = folder / "cases.toml"
    file.write_text(text, encoding="utf-8")
    return file


CASE = '[[case]]\nname = "A case"\non = 2019-06-09\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('expect = {"finance.donation_cap" = {practice-2019 = "yes"}}', "yes expected, unknown answered"),
        ('expect = {"finance.donation_cap" = {lenient = "yes"}}', "no such reading is in force on 2019-06-09"),
        ('expect = {"finance.donation_cap" = {lenient = "not in force"}}', "no such reading is known on any day"),
        (
            'expect = {"finance.donation_cap" = {report = "not in force"}}',
            "not in force expected, it answered on 2019-06-09",
        ),
        ('expect = {"finance.donation_cap" = "absent"}', "absent expected, in force: practice-2019, report"),
        ('expect = {"finance.donations_cap" = "absent"}', "no rule of this name is known on any day"),
        ('expect = {"finance.donation_cap" = "yes"}', "write 'absent' or a verdict for each reading"),
        (
            'expect = {"finance.donation_cap" = {report = "yes"}}\n'
            'values = {"finance.donation_cap" = {report = {cap = 1}}}',
            "cap: 1 expected, absent answered",
        ),
        (
            'expect = {"finance.donation_cap" = {report = "yes"}}\nvalues = {"finance.sanction" = {text = {cap = 1}}}',
            "no verdict is expected of this rule",
        ),
        (
            'given = {donation = "1 KZT"}\nexpect = {"finance.donation_cap" = {report = "yes"}}',
            "given, field donation of FundInputs: no such field; it has: nominated_by_party, own",
        ),
        (
            'given = {donations = "1 tenge"}\nexpect = {"finance.donation_cap" = {report = "yes"}}',
            "given, field donations of FundInputs",
        ),
    ],
)
def test_a_case_that_differs_says_where(tmp_path: Path, text: str, says: str) -> None:
    (result,) = run_cases(_write(tmp_path, CASE + text), "kz")
    assert not result.passed
    (differs,) = (answer for answer in result.answers if not answer.ok)
    assert says in f"{differs.value}: {differs.expected} expected, {differs.got} answered"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not TOML", r"cases\.toml: is not TOML in UTF-8"),
        ("", r"cases\.toml: it holds no legal cases"),
        (
            '[[case]]\nname = "No day"\nexpect = {"finance.sanction" = {text = "yes"}}',
            r"cases\.toml: case 1, field on: field required",
        ),
        (
            CASE + 'expect = {"finance.sanction" = {text = "yes"}}\nremark = "unknown key"',
            r"cases\.toml: case 1, field remark: extra inputs are not permitted",
        ),
    ],
)
def test_a_file_that_holds_no_legal_cases_is_refused_by_name_case_and_field(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(LawError, match=says):
        run_cases(_write(tmp_path, text), "kz")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match=r"gone\.toml: No such file"):
        run_cases(tmp_path / "gone.toml", "kz")
    (tmp_path / "old.toml").write_bytes("имя".encode("cp1251"))
    with pytest.raises(LawError, match=r"old\.toml: is not TOML in UTF-8"):
        run_cases(tmp_path / "old.toml", "kz")


def test_values_of_a_reading_without_a_verdict_are_a_difference(tmp_path: Path) -> None:
    text = (
        'expect = {"signatures.total" = {cec = "unknown"}}\nvalues = {"signatures.total" = {at-least = {required = 1}}}'
    )
    (result,) = run_cases(_write(tmp_path, CASE + text), "kz")
    assert [(a.reading, a.ok) for a in result.answers] == [("cec", True), ("at-least", False)]


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match=r"no \.toml file"):
        run_cases(tmp_path, "kz")
