"""The reference case against figures worked out by hand from its reference page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import record_columns
from saylau.records.conflicts import conflicts
from saylau.records.fact import Display, Fact
from saylau.records.folder import read_folder, write_folder
from saylau.records.kinds.actors import Organisation, OrganisationStatus, Person, Tie
from saylau.records.kinds.candidacy import Candidacy, CandidacyStage, CandidacyStep
from saylau.records.kinds.data import Conversion, ItemSort, MissingItem, StatedDuration, StatedSum
from saylau.records.kinds.elections import PastElection, Region, RegionSort, VoterTotal
from saylau.records.kinds.finance import CapStatement, FundOrigin, FundReceipt
from saylau.records.kinds.internet import BlockingReport
from saylau.records.kinds.law import LawChange, Provision, Subject, TextRead
from saylau.records.kinds.power import Appointment, ChamberSeats, SeatWay
from saylau.records.kinds.results import Result, ResultTotal
from saylau.records.kinds.signatures import SignatureStatement
from saylau.records.kinds.statements import Question, Recommendation, SearchForEvidence
from saylau.records.locate import find_case
from saylau.records.source import Grade
from saylau.values import Count, Truth, When

CASE_NUMBER = re.compile(r"\b[PT][0-9]{2}\b")
ABOUT_ONE_PERSON = re.compile(r"\b(one|a) person\b|\bone individual\b|for an opinion poll|[PT][0-9]{2}")


def major(facts: tuple[Fact[FundReceipt], ...]) -> int:
    """The sum of receipts in tenge, each of which is exact."""
    assert all(f.record.amount.low == f.record.amount.high for f in facts)
    return sum(f.record.amount.low for f in facts) // 100


def whens(record: Record) -> list[When]:
    """The times in a record."""
    values = [getattr(record, column.name) for column in record_columns(type(record))]
    return [value for value in values if isinstance(value, When)]


def texts_of(fact: Fact[Record]) -> str:
    """All words of a row."""
    values = [getattr(fact.record, column.name) for column in record_columns(type(fact.record))]
    parts = [fact.locator, fact.quote, fact.said_by, fact.note]
    for value in values:
        parts += [str(v) for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, str)]
    return " ".join(parts)


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


def test_no_address_was_made_up(kazakhstan: Case) -> None:
    assert [s.id for s in kazakhstan.sources.values() if s.url] == []


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
    assert [f.id for f in kazakhstan.all(Person) if f.record.spellings == Count.of(2)] == ["p11"]


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


# What the report lacks or says twice


def test_three_announced_items_and_five_references_are_missing(kazakhstan: Case) -> None:
    items = [(f.record.sort, f.record.number.low) for f in kazakhstan.all(MissingItem)]
    assert items.count((ItemSort.TABLE, 1)) == 1
    assert items.count((ItemSort.CHART, 1)) == 2
    assert sorted(n for sort, n in items if sort is ItemSort.REFERENCE) == [2, 3]
    assert sum(sort is ItemSort.SENTENCE for sort, _ in items) == 3


def test_eight_clock_times_in_four_passages_have_no_zone(kazakhstan: Case) -> None:
    found = {
        (f.source, f.locator, str(clock))
        for f in kazakhstan.facts
        for when in whens(f.record)
        for clock in when.clock_times
        if clock.zone_missing
    }
    assert len(found) == 2 + 3 + 2 + 1
    assert len({(source, locator) for source, locator, _ in found}) == 4


def test_netblocks_gives_the_window_with_a_zone(kazakhstan: Case) -> None:
    report, netblocks = (f for f in kazakhstan.all(BlockingReport) if f.id == "blocking-2019-05-09")
    assert report.record.window.zone_missing
    assert str(netblocks.record.window.in_utc()) == "2019-05-09T07:00Z~/2019-05-09T14:00Z", "about seven, until two"


def test_the_stated_hours_of_custody_differ_from_the_clock(kazakhstan: Case) -> None:
    (custody,) = kazakhstan.all(StatedDuration)
    assert custody.record.during.duration_minutes() == Count.of(11 * 60)
    assert custody.record.hours == Count.of(12)


def test_stated_parts_make_their_whole(kazakhstan: Case) -> None:
    claims = kazakhstan.all(StatedSum)
    assert claims
    for fact in claims:
        assert sum(part.low for part in fact.record.parts) == fact.record.whole.low, fact.fact


@pytest.mark.parametrize(
    ("thing", "column"),
    [
        ("cap-upper", "amount"),
        ("blocking-2019-05-09", "window"),
        ("state-funding", "each"),
        ("tokayev-abroad", "during"),
        ("cap-upper", "provision"),
        ("nazarbayev-result-2011", "percent"),
        ("change-security-council", "on"),
        ("second-night-hearing", "on"),
        ("espayeva-collection-start", "on"),
        ("tokayev-signatures", "collected"),
        ("commission-precinct", "number"),
        ("detained-2019-05-01", "number"),
    ],
)
def test_where_sources_differ_both_claims_stand(kazakhstan: Case, thing: str, column: str) -> None:
    assert (thing, column) in {(c.thing, c.column) for c in conflicts(kazakhstan)}


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


# What is not known


UNKNOWNS = (
    "own money, the nominator's money", "Article 28(9)", "Article 54", "Article 55", "405(2)",
    "Article 488", "for Akhmetbekov", "for Kosanov", "each region", "313,653 or 315,653", "118,140",
    "How many people collected", "five years", "When and where", "fifteen years", "each polling station",
    "seven members", "Which parties", "final reports", "Who gave donations", "7,331,200", "P05", "P11",
    "P12", "P04", "two missing charts", "4 May", "ODIHR", "first published", "27 or on 28 April",
    "exit polls", "VKontakte",
)  # fmt: skip
"""Words of the questions that the record puts for what it does not know, one of each."""


@pytest.mark.parametrize("words", UNKNOWNS)
def test_every_explicit_unknown_of_the_record_has_its_question(kazakhstan: Case, words: str) -> None:
    assert [q.fact for q in kazakhstan.all(Question) if words in q.record.asks and q.record.who]


ADDRESSEES = {
    "Central Election Commission of Kazakhstan",
    "Ministry of Justice of Kazakhstan (register of legal acts, adilet)",
    "Open Dialogue Foundation (publisher of the source report)",
    "Government of Kazakhstan",
    "Parliament of Kazakhstan",
    "Administration of the President of Kazakhstan",
    "General Prosecutor's Office of Kazakhstan",
    "OSCE/ODIHR",
    "counsel in the case",
}


def test_each_question_has_one_addressee_and_each_addressee_one_spelling(kazakhstan: Case) -> None:
    assert {f.record.who for f in kazakhstan.all(Question)} == ADDRESSEES


def test_a_question_about_one_private_person_stays_with_the_team_and_one_over_several_goes_out(
    kazakhstan: Case,
) -> None:
    questions = kazakhstan.all(Question)
    withheld = {f.id for f in questions if f.display is Display.WITHHELD}
    assert withheld == {
        "question-house-arrest-start", "question-summons-p11", "question-summons-p12", "question-measure-p04",
        "question-vkontakte", "question-hearing-day",
    }  # fmt: skip
    assert {f.display for f in questions if f.id not in withheld} == {Display.PUBLIC}
    over_several = {"question-house-arrests", "question-summonses", "question-measures", "question-poll-cases"}
    assert over_several <= {f.id for f in questions}
    assert withheld == {f.id for f in questions if f.record.who == "counsel in the case"}


def test_a_question_that_goes_out_names_its_subject(kazakhstan: Case) -> None:
    named = re.compile(r"Kazakhstan|Majilis|Shymkent|Ministry")
    claims = kazakhstan.all(Question)
    assert claims
    for fact in claims:
        assert fact.display is Display.WITHHELD or named.search(fact.record.asks), fact.fact


def test_an_absence_names_where_was_looked(kazakhstan: Case) -> None:
    assert [f.fact for f in kazakhstan.all(SearchForEvidence) if not f.record.where] == []


def test_the_six_recommendations_stand_in_order(kazakhstan: Case) -> None:
    assert [f.record.number for f in kazakhstan.all(Recommendation)] == [1, 2, 3, 4, 5, 6]


# People


def test_private_persons_are_case_numbers_and_nothing_more(kazakhstan: Case) -> None:
    private = [f for f in kazakhstan.all(Person) if f.record.public is not Truth.YES]
    assert [f.record.name for f in private] == ["T01", "T02", *(f"P{n:02}" for n in range(1, 28))]
    for fact in private:
        assert fact.record.model_dump(exclude_defaults=True).keys() <= {"name", "spellings"}
        assert fact.display is Display.NUMBER


def test_no_row_about_one_private_person_is_public(kazakhstan: Case) -> None:
    hidden = {f.id for f in kazakhstan.all(Person) if f.record.public is not Truth.YES}
    for fact in kazakhstan.facts:
        values = [getattr(fact.record, column.name) for column in record_columns(type(fact.record))]
        if hidden.intersection(v for v in values if isinstance(v, str)) or ABOUT_ONE_PERSON.search(texts_of(fact)):
            assert fact.display in (Display.NUMBER, Display.WITHHELD), fact.fact
            assert not fact.quote, fact.fact


def test_a_case_number_stands_only_in_persons_and_questions(kazakhstan: Case) -> None:
    kinds = {f.kind for f in kazakhstan.facts if CASE_NUMBER.search(texts_of(f))}
    assert kinds == {"person", "question"}


def test_no_row_tells_an_age_or_a_family(kazakhstan: Case) -> None:
    told = re.compile(r"\b(aged|years old|wife|husband|mother of|children of|baby)\b", re.IGNORECASE)
    rows = [f.fact for f in kazakhstan.facts if told.search(texts_of(f))]
    assert rows == ["constitution-41-2"], "only the age that the Constitution asks of a President"
