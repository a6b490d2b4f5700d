"""Exit polls and publication: the figures of 2019 by hand, and invented polls."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saylau.checks import results_publication
from saylau.checks.finding import Outcome
from saylau.records.case import Case
from saylau.records.fact import Display
from saylau.records.kinds import Poll, PollShare, Publication, Result
from saylau.values import Count, Truth
from tests.cases import case_of, election
from tests.checks.found import added, changed, made, measure, one, without

GAP, STATION = results_publication.exit_poll_gap, results_publication.published_by_station


def test_the_official_share_lay_0_83_and_1_02_points_above_the_exit_polls(kazakhstan: Case) -> None:
    finding = one(kazakhstan, GAP, "tokayev")
    assert finding.outcome is Outcome.NOTED
    # 6,539,715 / 9,216,410 = 70.957 %; less 70.13 and 69.94
    assert measure(finding, "gap:exit-poll-1") == Decimal("0.83")
    assert measure(finding, "gap:exit-poll-2") == Decimal("1.02")
    assert any("evidence" in str(limit) for limit in finding.limits)


def test_another_number_of_votes_gives_another_gap(kazakhstan: Case) -> None:
    # 6,447,715 / 9,216,410 = 69.959 %
    finding = one(changed(kazakhstan, "tokayev-result", votes=Count.of(6_447_715)), GAP, "tokayev")
    assert measure(finding, "gap:exit-poll-1") == Decimal("-0.17")
    assert measure(finding, "gap:exit-poll-2") == Decimal("0.02")


@pytest.mark.parametrize("missing", [Poll, PollShare, Result])
def test_without_polls_shares_or_votes_the_gap_is_unknown(missing: type, kazakhstan: Case) -> None:
    finding = one(without(kazakhstan, missing), GAP)
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.questions


def test_votes_known_within_bounds_have_no_gap(kazakhstan: Case) -> None:
    wide = changed(kazakhstan, "tokayev-result", votes=Count.parse("6000000..7000000"))
    assert one(wide, GAP).outcome is Outcome.UNKNOWN


def test_an_opinion_poll_is_no_exit_poll(kazakhstan: Case) -> None:
    before = changed(changed(kazakhstan, "exit-poll-1", sort="opinion poll"), "exit-poll-2", sort="opinion poll")
    assert one(before, GAP).outcome is Outcome.UNKNOWN


def test_results_by_station_that_were_not_published_are_at_odds_with_the_standard(kazakhstan: Case) -> None:
    finding = one(kazakhstan, STATION)
    assert finding.outcome is Outcome.AT_ODDS
    assert finding.standards == ("CPH-7.4", "VC-I.3.2")
    assert any("no test of single stations" in str(limit) for limit in finding.limits)


def test_results_by_station_that_were_published_are_in_line(kazakhstan: Case) -> None:
    finding = one(changed(kazakhstan, "publication-by-station", published=Truth.YES), STATION)
    assert finding.outcome is Outcome.IN_LINE
    assert not finding.questions


def test_two_accounts_of_publication_stand_side_by_side(kazakhstan: Case) -> None:
    given = {"election": "election-2019", "what": "results by polling station", "published": "yes"}
    finding = one(added(kazakhstan, made(Publication, "other-account", **given)), STATION)
    assert finding.outcome is Outcome.DISPUTED
    assert [r.outcome for r in finding.readings] == [Outcome.AT_ODDS, Outcome.IN_LINE]


def test_what_is_not_known_or_withheld_is_unknown_and_asked() -> None:
    given = {"election": "election-2019", "what": "results by polling station"}
    unclear = made(Publication, "p", published="unknown", **given)
    hidden = made(Publication, "p", published="no", display=Display.WITHHELD, **given)
    for facts in ((), (unclear,), (hidden,)):
        finding = one(case_of(election(), *facts), STATION)
        assert finding.outcome is Outcome.UNKNOWN
        assert finding.questions
