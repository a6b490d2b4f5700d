"""The registry of standards: what it holds, from when it may be cited, and how well it is known."""

from __future__ import annotations

from datetime import date

import pytest

from saylau.records.source import Grade
from saylau.standards import AREAS, INSTRUMENTS, OBLIGATIONS, STANDARDS, Binding

POLL = date(2019, 6, 9)


def test_the_general_comment_on_assembly_of_2020_is_later_guidance_for_an_election_of_2019() -> None:
    assert STANDARDS["GC37-70..73"].is_later_guidance(POLL)
    assert not STANDARDS["GC37-70..73"].is_later_guidance(date(2021, 1, 1))


def test_every_other_standard_could_be_cited_in_june_2019() -> None:
    later = [one.id for one in STANDARDS.values() if one.is_later_guidance(POLL)]
    assert later == ["GC37-70..73"]


def test_a_standard_known_by_its_year_alone_counts_as_later_within_that_year() -> None:
    assert STANDARDS["GC25-15"].is_later_guidance(date(1996, 12, 30))
    assert not STANDARDS["GC25-15"].is_later_guidance(date(1996, 12, 31))


def test_a_standard_with_a_day_may_be_cited_from_that_day() -> None:
    assert STANDARDS["ICCPR-25"].is_later_guidance(date(2006, 1, 23))
    assert not STANDARDS["ICCPR-25"].is_later_guidance(date(2006, 1, 24))


@pytest.mark.parametrize(
    ("standard", "grade"),
    [
        ("ICCPR-26", Grade.B),
        ("CEDAW-7", Grade.C),
        ("UNCAC-7.4", Grade.C),
        ("CPH-5.1", Grade.B),
        ("CPH-5.4", Grade.C),
        ("CPH-7.2", Grade.B),
        ("CPH-7.6", Grade.B),
        ("CPH-7.7", Grade.C),
        ("VC-I.1.3.i-ii", Grade.A),
        ("VC-II.2.b", Grade.A),
        ("VC-II.3.1", Grade.B),
        ("IST-25", Grade.A),
        ("MOS-1991-26", Grade.C),
    ],
)
def test_the_grade_says_how_well_a_text_is_known(standard: str, grade: Grade) -> None:
    assert STANDARDS[standard].grade is grade


def test_a_standard_knows_its_instrument_and_what_kind_of_promise_it_is() -> None:
    standard = STANDARDS["CPH-7.5"]
    assert standard.name == "1990 OSCE Copenhagen Document, 7.5"
    assert standard.binding is Binding.COMMITMENT
    assert STANDARDS["VC-II.2.b"].binding is Binding.SOFT
    assert STANDARDS["GC32"].name == "General Comment 32"


def test_ids_are_unique_and_every_instrument_has_paragraphs() -> None:
    assert {one.instrument.id for one in STANDARDS.values()} == set(INSTRUMENTS)
    assert [one.id for one in STANDARDS.values()] == list(STANDARDS)


def test_every_area_of_a_standard_is_a_chapter() -> None:
    codes = {chapter.code for chapter in AREAS}
    assert {area for one in STANDARDS.values() for area in one.areas} <= codes


def test_paraphrases_are_one_plain_sentence() -> None:
    for one in STANDARDS.values():
        assert one.paraphrase.endswith(".")
        assert len(one.paraphrase) < 100


def test_there_are_twenty_one_general_obligations_and_chapters_cite_only_these() -> None:
    assert len(OBLIGATIONS) == 21
    assert list(OBLIGATIONS)[-1] == "EOS-21"
    assert {o for chapter in AREAS for o in chapter.obligations} <= set(OBLIGATIONS)


def test_chapters_follow_the_order_of_an_observation_mission_s_final_report() -> None:
    codes = [chapter.code for chapter in AREAS]
    odihr = ["EX", "IN", "BG", "LF", "EA", "VR", "CR", "EC", "CF", "ME", "MN", "CA", "EO", "ED", "PE", "RC", "AN"]
    assert [code for code in codes if code in odihr] == odihr
    assert sorted(set(codes) - set(odihr)) == ["DM", "FA", "IR", "PO", "PW", "RP"]


def test_the_default_obligations_of_candidate_registration_are_those_of_standing() -> None:
    (chapter,) = (one for one in AREAS if one.code == "CR")
    assert chapter.obligations == ("EOS-11", "EOS-13", "EOS-15", "EOS-17", "EOS-20")
