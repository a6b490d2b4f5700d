"""From the law to findings: how well a provision is known follows from what people have read of it since."""

from __future__ import annotations

from saylau.checks import finance_spending
from saylau.records.case import Case
from saylau.records.kinds.law import TextRead
from tests.checks.found import changed, one


def test_a_provision_whose_official_text_people_have_read_no_longer_rests_on_a_report(kazakhstan: Case) -> None:
    assert one(kazakhstan, finance_spending.sanction_weight).provisional
    read = changed(kazakhstan, "elections-34", read=TextRead.OFFICIAL)
    assert not one(read, finance_spending.sanction_weight).provisional


def test_reading_another_edition_leaves_it_as_reported(kazakhstan: Case) -> None:
    other = changed(kazakhstan, "elections-34", read=TextRead.OFFICIAL, edition="another")
    assert one(other, finance_spending.sanction_weight).provisional
