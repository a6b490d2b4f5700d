"""The reference case against figures worked out by hand from its reference page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from saylau.records.case import Case
from saylau.records.fact import Fact
from saylau.records.folder import read_folder, write_folder
from saylau.records.kinds.actors import Organisation, OrganisationStatus, Person, Tie
from saylau.records.kinds.candidacy import Candidacy, CandidacyStage, CandidacyStep
from saylau.records.kinds.data import Conversion
from saylau.records.kinds.elections import PastElection, Region, RegionSort, VoterTotal
from saylau.records.kinds.finance import CapStatement, FundOrigin, FundReceipt
from saylau.records.kinds.law import LawChange, Provision, Subject, TextRead
from saylau.records.kinds.power import Appointment, ChamberSeats, SeatWay
from saylau.records.kinds.results import Result, ResultTotal
from saylau.records.kinds.signatures import SignatureStatement
from saylau.records.kinds.statements import Question
from saylau.records.locate import find_case
from saylau.records.source import Grade
from saylau.values import Count, Truth


def major(facts: tuple[Fact[FundReceipt], ...]) -> int:
    """The sum of receipts in tenge, each of which is exact."""
    assert all(f.record.amount.low == f.record.amount.high for f in facts)
    return sum(f.record.amount.low for f in facts) // 100


# The folder


def test_written_again_the_case_has_the_same_bytes(tmp_path: Path) -> None:
    """README.md is for people and no part of the case."""
    folder = find_case("kazakhstan-2019")
    write_folder(read_folder(folder), tmp_path / "again")
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "README.md"):
        assert (tmp_path / "again" / path.relative_to(folder)).read_bytes() == path.read_bytes(), path.name


def test_every_source_is_used_by_a_fact_or_by_a_source_that_repeats_it(kazakhstan: Case) -> None:
    used = {f.source for f in kazakhstan.facts} | {s for x in kazakhstan.sources.values() for s in x.based_on}
    assert used == set(kazakhstan.sources)


def test_no_fact_rests_on_general_knowledge(kazakhstan: Case) -> None:
    assert {s.grade for s in kazakhstan.sources.values()} == {Grade.A, Grade.B}


def test_every_claim_has_a_place_in_its_source(kazakhstan: Case) -> None:
    assert [f.fact for f in kazakhstan.facts if not f.locator] == []


def test_an_address_stands_only_with_the_day_on_which_it_was_looked_up(kazakhstan: Case) -> None:
    addressed = [s for s in kazakhstan.sources.values() if s.url]
    assert addressed
    assert [s.id for s in addressed if s.retrieved is None] == []


def test_a_quote_is_a_few_words(kazakhstan: Case) -> None:
    quotes = {f.fact: f.quote for f in kazakhstan.facts if f.quote}
    assert quotes == {"statement-report-polls": "may be conducted by legal entities"}


def test_no_source_was_published_after_the_date_of_assessment(kazakhstan: Case) -> None:
    days = [s.published.first for s in kazakhstan.sources.values() if s.published]
    assert all(day is not None and day <= kazakhstan.info.assessed for day in days)
    assert kazakhstan.sources["odf-2019"].published is None


def test_the_prose_cites_only_what_is_in_the_case(kazakhstan: Case) -> None:
    cited = {name for text in kazakhstan.prose.values() for name in re.findall(r"\{fact:([^{}]+)\}", text)}
    known = {f.fact: f.record for f in kazakhstan.facts}
    for name in cited:
        fact, _, column = (name, "", "") if name in known else name.rpartition(".")
        assert fact in known, name
        assert not column or getattr(known[fact], column) is not None, name
    assert len(cited) > 15


# Actors and power


def test_the_spellings_of_the_report_are_joined(kazakhstan: Case) -> None:
    aliases = {f.id: f.record.aliases for f in kazakhstan.all(Person) if f.record.aliases}
    assert aliases.keys() == {"tokayev", "kosanov", "espayeva", "rakhimbekov", "tugel"}
    assert "Sadi-Bek Tughel" in aliases["tugel"]
    assert [f.id for f in kazakhstan.all(Person) if f.record.spellings == Count.of(2)] == ["n01"]


def test_one_acronym_stands_for_two_organisations(kazakhstan: Case) -> None:
    both = [f.id for f in kazakhstan.where(Organisation, acronym="DCK")]
    assert both == ["dck-party-2001", "dck-movement"]
    banned = {f.record.organisation: str(f.record.during) for f in kazakhstan.all(OrganisationStatus) if f.id in both
              or f.record.organisation in both}  # fmt: skip
    assert banned == {"dck-party-2001": "2005/..", "dck-movement": "2018-03/.."}


def test_the_chair_of_the_commission_is_four_steps_from_the_first_president(kazakhstan: Case) -> None:
    near: dict[str, set[str]] = {}
    for tie in kazakhstan.all(Tie):
        if tie.record.sort in ("kinship", "marriage"):
            near.setdefault(tie.record.one, set()).add(tie.record.other)
            near.setdefault(tie.record.other, set()).add(tie.record.one)
    reached, steps = {"imashev"}, {"imashev": 0}
    for step in range(1, 6):
        reached = {n for r in reached for n in near[r] if n not in steps}
        steps |= dict.fromkeys(reached, step)
    assert steps == {"imashev": 0, "t01": 1, "t02": 2, "dariga-nazarbayeva": 3, "nazarbayev": 4}


def test_the_central_commission_has_seven_seats_of_which_the_president_fills_three(kazakhstan: Case) -> None:
    seats = {
        f.id: (f.record.by, f.record.seats.low) for f in kazakhstan.where(Appointment, fills="cec") if f.record.seats
    }
    assert sum(n for _, n in seats.values()) == 1 + 2 + 2 + 2
    assert sum(n for by, n in seats.values() if by == "president") == 3


def test_the_president_fills_eleven_kinds_of_office_alone(kazakhstan: Case) -> None:
    """Prime Minister, 3 ministers, National Bank, prosecutor, security committee, judges, CEC, akims, senators."""
    assert len({f.record.fills for f in kazakhstan.where(Appointment, by="president", manner="alone")}) == 11


def test_the_senate_has_the_total_of_the_report_and_no_derived_one(kazakhstan: Case) -> None:
    seats = [f.record.seats.low for f in kazakhstan.where(ChamberSeats, chamber="senate", way=SeatWay.TOTAL)]
    assert seats == [47]
    assert len({f.id for f in kazakhstan.all(Region)}) * 2 + 15 == 49


# Election and candidates


def test_there_were_fourteen_regions_and_three_cities(kazakhstan: Case) -> None:
    sorts = Counter(f.record.sort for f in kazakhstan.all(Region))
    assert sorts == {RegionSort.REGION: 14, RegionSort.CITY: 3}
    assert kazakhstan.name("city-nur-sultan", "ru") == "город Нур-Султан"


def test_every_region_has_its_name_in_three_languages(kazakhstan: Case) -> None:
    claims = kazakhstan.all(Region)
    assert claims
    for region in claims:
        assert len({kazakhstan.name(region.id, language) for language in ("en", "ru", "kk")}) == 3


def test_nine_were_put_forward_and_seven_registered(kazakhstan: Case) -> None:
    stages = Counter(
        stage for _, stage in {(f.record.candidacy, f.record.stage) for f in kazakhstan.all(CandidacyStep)}
    )
    assert len(kazakhstan.all(Candidacy)) == stages[CandidacyStage.PUT_FORWARD] == 9
    assert stages[CandidacyStage.REGISTERED] == stages[CandidacyStage.COMPLIANCE] == 7
    assert stages[CandidacyStage.WITHDREW] == stages[CandidacyStage.EXAM_FAILED] == 1


def test_only_elections_that_a_source_states_stand_in_the_register(kazakhstan: Case) -> None:
    early = {f.id: f.record.early for f in kazakhstan.all(PastElection)}
    assert early == {"past-2011": Truth.UNKNOWN, "past-2015": Truth.YES, "past-2019": Truth.YES}


def test_two_totals_of_the_lists_stand_beside_the_register_of_january(kazakhstan: Case) -> None:
    assert [f.record.voters.low for f in kazakhstan.all(VoterTotal)] == [11_814_019, 11_960_364, 11_947_995]


def test_the_reports_on_one_candidates_signatures_differ_by_two_thousand(kazakhstan: Case) -> None:
    stated = {f.record.collected.low for f in kazakhstan.where(SignatureStatement, candidacy="tokayev-2019")
              if f.record.collected}  # fmt: skip
    assert stated == {313_653, 313_653 + 2_000}


def test_reports_that_repeat_the_commission_say_so(kazakhstan: Case) -> None:
    claims = kazakhstan.all(SignatureStatement)
    assert claims
    for fact in claims:
        assert kazakhstan.source_of(fact).based_on == ("cec-statements-2019",)


# Money


def test_the_receipts_of_the_seven_funds_add_up(kazakhstan: Case) -> None:
    """Each sum was added up by hand from the list in the source report."""
    donations = kazakhstan.where(FundReceipt, origin=FundOrigin.DONATIONS)
    own = kazakhstan.where(FundReceipt, origin=FundOrigin.OWN_AND_NOMINATOR)
    assert (len(donations), major(donations)) == (7, 1_509_083_205)
    assert (len(own), major(own)) == (7, 1_043_446_818)
    assert major((*donations, *own)) == 2_552_530_023


def test_the_label_of_origin_is_kept_as_printed(kazakhstan: Case) -> None:
    labels = {f.record.label for f in kazakhstan.where(FundReceipt, origin=FundOrigin.OWN_AND_NOMINATOR)}
    assert len(labels) == 5
    assert "Nur Otan party" in labels


def test_seventeen_euro_pairs_of_which_sixteen_are_distinct_have_no_rate(kazakhstan: Case) -> None:
    """Seven of donations, six of own money (one fund had none), two limits, public money, one fine."""
    pairs = [(str(f.record.original), str(f.record.converted)) for f in kazakhstan.all(Conversion)]
    assert (len(pairs), len(set(pairs))) == (7 + 6 + 2 + 1 + 1, 16)
    assert [f.fact for f in kazakhstan.all(Conversion) if f.record.rate or f.record.rate_on] == []


def test_both_accounts_of_the_limits_stand(kazakhstan: Case) -> None:
    told = [(str(f.record.amount), tuple(f.record.origins), f.record.provision) for f in kazakhstan.all(CapStatement)]
    assert told == [
        ("510000000 KZT", ("own", "nominator"), "34"),
        ("510000000 KZT", ("own", "nominator"), "58"),
        ("638000000 KZT", ("nominator",), "34"),
        ("637500000 KZT", ("donations",), "58"),
    ]


# Results


def test_votes_add_up_to_the_valid_votes(kazakhstan: Case) -> None:
    for election, valid, contestants in (("election-2019", 9_216_410, 7), ("past-2011", 8_216_370, 4)):
        votes = [f.record.votes.low for f in kazakhstan.where(Result, election=election) if f.record.votes]
        totals = [f.record.valid for f in kazakhstan.where(ResultTotal, election=election)]
        assert (len(votes), sum(votes), totals) == (contestants, valid, [Count.of(valid)])


def test_shares_of_the_report_stand_beside_those_of_the_press(kazakhstan: Case) -> None:
    shares = [
        str(f.record.percent) for f in kazakhstan.claims("nazarbayev-result-2011") if isinstance(f.record, Result)
    ]
    assert shares == ["95", "95.55"]


def test_votes_of_2015_are_asked_and_not_stated(kazakhstan: Case) -> None:
    told = kazakhstan.where(Result, election="past-2015")
    assert [(f.source, f.record.votes, str(f.record.percent)) for f in told] == [("odf-2019", None, "97")]
    assert kazakhstan.where(ResultTotal, election="past-2015") == ()
    asked = [f.record.asks for f in kazakhstan.all(Question) if "2015" in f.record.asks]
    assert any("8,833,250" in words for words in asked)
    assert any("turnout 95.2" in words for words in asked)


# Law


def test_the_changes_that_touch_core_rules_are_marked(kazakhstan: Case) -> None:
    core = {f.record.about: str(f.record.on) for f in kazakhstan.where(LawChange, core=Truth.YES)}
    assert core == {Subject.CONSTITUENCIES: "2018-06-29"}
    asked = {f.record.about for f in kazakhstan.where(LawChange, core=Truth.UNKNOWN)}
    assert asked >= {Subject.SELF_NOMINATION_ENDED, Subject.EXPERIENCE_REQUIRED}


def test_the_three_rows_of_the_law_of_june_2018_are_one_act(kazakhstan: Case) -> None:
    numbers = [f.record.number for f in kazakhstan.all(LawChange) if f.id.startswith("change-162-")]
    assert numbers == ["No. 162-VI"] * 3


def test_no_source_states_a_change_of_law_that_came_after_it(kazakhstan: Case) -> None:
    claims = kazakhstan.all(LawChange)
    assert claims
    for fact in claims:
        published = kazakhstan.source_of(fact).published
        assert published is None or fact.record.on.after(published) is not Truth.YES, fact.fact


def test_no_article_of_the_election_law_was_read_in_the_edition_that_applied(kazakhstan: Case) -> None:
    read = {f.id: f.record.read for f in kazakhstan.all(Provision)}
    assert TextRead.OFFICIAL not in read.values()
    assert {read[f"elections-{a}"] for a in ("28", "34", "54", "55", "58", "59", "66-1")} == {TextRead.NOT_READ}
    assert {read["elections-28-9"], read["elections-56-2"]} == {TextRead.OTHER_EDITION}
