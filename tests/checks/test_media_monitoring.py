"""Media monitoring on invented tables: shares by hand, agreement of coders, claims of equal coverage."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from saylau.checks import media, media_airtime, media_claims, media_tone
from saylau.checks.finding import Outcome
from saylau.checks.registry import Check
from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.kinds import (
    Candidacy,
    MediaClaim,
    MediaItem,
    MediaMonitoring,
    Outlet,
    Person,
)
from saylau.records.source import Grade
from saylau.values import Count
from saylau.values.message import Percent
from tests.cases import case_of, election
from tests.checks.found import added, changed, found, made, measure, one, regraded, without

SHARES = ("34.4", "29", "19.5", "14", "2.9")
"""Shares of five parties in per cent; together 99.8."""


def standing(number: int) -> tuple[Fact[Record], ...]:
    rows: list[Fact[Record]] = []
    for n in range(1, number + 1):
        rows.append(made(Person, f"person-{n}", name=f"Person {n}", public="yes"))
        rows.append(made(Candidacy, f"c{n}", person=f"person-{n}", election="election-2019"))
    return tuple(rows)


def outlet(name: str = "tv", medium: str = "television") -> Fact[Record]:
    return made(Outlet, name, name=name.upper(), medium=medium)


def design(**more: Any) -> Fact[Record]:
    given = {"name": "Watch", "design": "census", "during": "2019-05-11/2019-06-07", "outlets": ("tv",), **more}
    return made(MediaMonitoring, "watch", **given)


def item(name: str, actor: str, amount: str, **more: Any) -> Fact[Record]:
    given = {"monitoring": "watch", "outlet": "tv", "aired": "2019-05-12", "role": "candidate", **more}
    return made(MediaItem, name, actor=actor, amount=amount, **given)


def five(**more: Any) -> Case:
    rows = [item(f"i{n}", f"c{n}", share, **more) for n, share in enumerate(SHARES, 1)]
    return case_of(election(), *standing(5), outlet(), design(), *rows)


def test_shares_effective_number_and_distance_of_five_by_hand() -> None:
    # shares over 99.8: 1 / sum p^2 = 3.818; half the sum of differences from 0.2 is .235
    finding = one(five(), media_airtime.airtime, "tv")
    assert finding.outcome is Outcome.NOTED
    assert measure(finding, "share:c1") == Percent(Fraction("34.4") / Fraction("99.8"))
    effective, distance = measure(finding, "effective"), measure(finding, "distance")
    assert isinstance(effective, Fraction)
    assert isinstance(distance, Percent)
    assert round(float(effective), 3) == 3.818
    assert round(float(distance.share), 3) == 0.235


def test_a_contestant_without_a_second_counts_among_all() -> None:
    case = case_of(election(), *standing(3), outlet(), design(), item("a", "c1", "60"), item("b", "c2", "60"))
    finding = one(case, media_airtime.airtime, "tv")
    assert measure(finding, "share:c3") == Percent(Fraction(0))
    # |1/2 - 1/3| twice and 1/3 once, halved
    assert measure(finding, "distance") == Percent(Fraction(1, 3))


def test_coverage_in_office_is_shown_beside_that_as_candidate() -> None:
    case = added(five(), item("office", "person-5", "99.8", role="office holder"))
    finding = one(case, media_airtime.airtime, "tv")
    assert measure(finding, "share:c5") == Percent(Fraction("2.9") / Fraction("99.8"))
    assert measure(finding, "with_office:c5") == Percent((Fraction("2.9") + Fraction("99.8")) / Fraction("199.6"))


def test_one_coverage_more_changes_every_share() -> None:
    more = one(added(five(), item("more", "c5", "100.2")), media_airtime.airtime, "tv")
    assert measure(more, "share:c5") == Percent(Fraction("103.1") / 200)


def test_the_second_coding_of_an_appearance_is_no_more_airtime() -> None:
    once = case_of(
        election(), *standing(2), outlet(), design(),
        item("a", "c1", "60", item="x", coder="k1"), item("b", "c1", "60", item="x", coder="k2"), item("c", "c2", "60"),
    )  # fmt: skip
    assert measure(one(once, media_airtime.airtime, "tv"), "share:c1") == Percent(Fraction(1, 2))


def test_units_are_never_added_to_each_other() -> None:
    case = added(five(), item("print", "c1", "500", unit="cm2"))
    assert set(found(case, media_airtime.airtime)) == {"tv.watch.seconds", "tv.watch.cm2"}


def test_adverts_stand_apart_from_news() -> None:
    finding = one(added(five(), item("ad", "c5", "1000", format="advert")), media_airtime.airtime, "tv")
    assert measure(finding, "share:c5") == Percent(Fraction("2.9") / Fraction("99.8"))
    assert measure(finding, "format:advert") == Decimal(1000)


def sampled(days: int) -> Case:
    rows = [
        item(f"d{day}-c{n}", f"c{n}", str(10 * n + day % 3), aired=f"2019-05-{day:02}")
        for day in range(11, 11 + days)
        for n in (1, 2)
    ]
    return case_of(election(), *standing(2), outlet(), design(design="sample"), *rows)


def test_a_census_has_no_interval_and_a_sample_of_days_has_one() -> None:
    assert not [m for m in one(five(), media_airtime.airtime, "tv").measures if m.name.startswith("interval")]
    finding = one(sampled(12), media_airtime.airtime, "tv")
    interval, share = measure(finding, "interval:c1"), measure(finding, "share:c1")
    assert isinstance(interval, tuple)
    low, high = interval
    assert isinstance(share, Percent)
    assert isinstance(low, Percent)
    assert isinstance(high, Percent)
    assert low.share < share.share < high.share
    assert finding == one(sampled(12), media_airtime.airtime, "tv")


def test_below_ten_days_no_interval_is_formed_and_the_limit_is_told() -> None:
    finding = one(sampled(9), media_airtime.airtime, "tv")
    assert not [m for m in finding.measures if m.name.startswith("interval")]
    assert any("no interval is formed, so" in getattr(limit, "template", "") for limit in finding.limits)


def test_rows_from_a_weak_source_leave_shares_unknown() -> None:
    weak = one(regraded(five(), "i1", Grade.C), media_airtime.airtime, "tv")
    assert (weak.outcome, weak.would_be) == (Outcome.UNKNOWN, Outcome.NOTED)


def coded(codings: list[tuple[str, str]], **more: Any) -> Case:
    """Appearances whose tone two coders coded."""
    rows = []
    for n, pair in enumerate(codings):
        for coder, tone in zip("kl", pair, strict=True):
            actor = f"c{n % 2 + 1}"
            rows.append(item(f"a{n}{coder}", actor, "10", item=f"a{n}", coder=coder, tone=tone))
    return case_of(election(), *standing(2), outlet(), design(**more), *rows)


AGREE = [("negative", "negative"), ("neutral", "neutral"), ("positive", "positive")] * 6
HALF = [("negative", "positive"), ("neutral", "neutral"), ("positive", "negative")] * 6


def test_coders_who_agree_let_tone_be_published() -> None:
    agreed = one(coded(AGREE), media_tone.agreement, "watch")
    assert agreed.outcome is Outcome.IN_LINE
    assert measure(agreed, "alpha:tone") == 1
    tone = one(coded(AGREE), media_tone.tone, "tv")
    assert tone.outcome is Outcome.NOTED
    # three of each tone for each of two contestants: nothing remains
    assert measure(tone, "balance:c1") == measure(tone, "balance:c2") == 0
    assert measure(tone, "positive:c1") == Percent(Fraction(1, 3))


def test_tone_is_refused_where_coders_do_not_agree() -> None:
    assert one(coded(HALF), media_tone.agreement, "watch").outcome is Outcome.CONCERN
    refused = one(coded(HALF), media_tone.tone, "tv")
    assert refused.outcome is Outcome.UNKNOWN
    assert not refused.measures
    assert refused.questions


def test_tone_is_refused_where_nobody_coded_twice_or_all_codes_are_equal() -> None:
    single = case_of(election(), *standing(1), outlet(), design(), item("a", "c1", "5", tone="positive"))
    same = coded([("neutral", "neutral")] * 12)
    for case in (single, same):
        assert one(case, media_tone.agreement, "watch").outcome is Outcome.UNKNOWN
        assert one(case, media_tone.tone, "tv").outcome is Outcome.UNKNOWN


def test_between_two_thirds_and_eight_tenths_tone_comes_with_a_caution() -> None:
    mixed = AGREE * 8 + [("neutral", "positive")] * 24 + [("negative", "neutral")] * 24
    agreed = one(coded(mixed), media_tone.agreement, "watch")
    assert agreed.outcome is Outcome.NOTED
    assert any("caution" in str(limit) for limit in one(coded(mixed), media_tone.tone, "tv").limits if limit)


def test_grades_of_two_scales_are_not_mixed() -> None:
    case = added(coded(AGREE), item("odd", "c1", "5", tone="very positive"))
    assert one(case, media_tone.tone, "tv").outcome is Outcome.UNKNOWN


def stated(low: str, high: str | None = None, medium: str = "television", **more: Any) -> Fact[Record]:
    return made(MediaClaim, "claim", low=low, high=high, medium=medium, **more)


def equal_seven(**more: Any) -> Case:
    rows = [item(f"i{n}", f"c{n}", "100") for n in range(1, 8)]
    return case_of(election(), *standing(7), outlet(), design(), *rows, stated("14.3", **more))


def test_a_claim_of_one_seventh_each_without_monitoring_is_unknown_with_a_question() -> None:
    finding = one(without(equal_seven(), MediaItem, MediaMonitoring), media_claims.claim, "claim")
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions
    assert "exactly equal shares" in finding.message.template
    assert measure(finding, "equal") == Percent(Fraction(1, 7), 2)


def test_monitoring_with_equal_shares_agrees_with_it_and_unequal_shares_dispute_it() -> None:
    assert one(equal_seven(), media_claims.claim, "claim").outcome is Outcome.IN_LINE
    unequal = changed(equal_seven(), "i1", amount=Decimal(200))
    finding = one(unequal, media_claims.claim, "claim")
    assert finding.outcome is Outcome.DISPUTED
    assert measure(finding, "alone:c1") == Percent(Fraction(1, 4))


def test_coverage_in_office_is_a_reading_of_its_own() -> None:
    case = added(equal_seven(), item("office", "c1", "700", role="office holder"))
    readings = one(case, media_claims.claim, "claim").readings
    assert [r.outcome for r in readings] == [Outcome.IN_LINE, Outcome.DISPUTED]


def test_a_range_that_can_add_up_is_told_as_no_more_than_that() -> None:
    case = case_of(election(), *standing(7), stated("13", "17", "online"))
    finding = one(case, media_claims.claim, "claim")
    assert finding.outcome is Outcome.UNKNOWN
    # 7 times 12.5 and 17.5 with half a digit
    assert (measure(finding, "sum_low"), measure(finding, "sum_high")) == (
        Percent(Fraction("0.875")),
        Percent(Fraction("1.225")),
    )


def test_a_range_that_cannot_add_up_is_disputed() -> None:
    case = case_of(election(), *standing(7), stated("16", "17"))
    assert one(case, media_claims.claim, "claim").outcome is Outcome.DISPUTED


def test_a_claim_about_another_medium_is_not_tested_by_television() -> None:
    case = changed(equal_seven(), "claim", medium="print")
    assert one(case, media_claims.claim, "claim").outcome is Outcome.UNKNOWN


def test_a_margin_of_error_of_a_count_of_everything_is_a_confusion_of_terms() -> None:
    said = one(equal_seven(margin_of_error="yes", design="census"), media_claims.claim, "claim")
    assert said.outcome is Outcome.CONCERN
    sample = one(equal_seven(margin_of_error="yes", design="sample"), media_claims.claim, "claim")
    assert sample.outcome is Outcome.IN_LINE
    own = case_of(election(), outlet(), design(margin_of_error="2"))
    assert one(own, media_claims.monitoring, "watch").outcome is Outcome.CONCERN


def test_hours_not_coded_days_missing_and_actors_not_listed_are_told() -> None:
    watched = design(hours_planned="100", hours_coded="100")
    good = case_of(election(), *standing(1), outlet(), watched, item("i", "c1", "5"))
    assert one(good, media_claims.monitoring, "watch").outcome is Outcome.IN_LINE
    short = changed(good, "watch", hours_coded=Count.of(80))
    assert one(short, media_claims.monitoring, "watch").outcome is Outcome.CONCERN
    listed = changed(good, "watch", actors=("c9",))
    assert measure(one(listed, media_claims.monitoring, "watch"), "outside") == 1


@pytest.mark.parametrize("check", media.MONITORING, ids=lambda check: check.id)
def test_without_monitoring_every_check_on_it_is_unknown_with_a_question(check: Check) -> None:
    finding = one(case_of(election()), check)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_twenty_thousand_rows_make_a_short_list_of_claims() -> None:
    rows = tuple(item(f"r{n}", f"c{n % 5 + 1}", "10", aired=f"2019-05-{n % 28 + 1:02}") for n in range(20_000))
    base = case_of(election(), *standing(5), outlet(), design(design="sample"))
    finding = one(replace(base, facts=(*base.facts, *rows)), media_airtime.airtime, "tv")
    assert len(finding.facts) == 2
    assert measure(finding, "rows") == 20_000


def test_a_second_telling_of_one_row_is_no_more_airtime() -> None:
    case = five()
    again = replace(case.fact("i1"), fact="i1.second")
    finding = one(replace(case, facts=(*case.facts, again)), media_airtime.airtime, "tv")
    assert measure(finding, "share:c1") == Percent(Fraction("34.4") / Fraction("99.8"))
