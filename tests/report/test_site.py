"""The site: a page for each thing, each link with its place, nothing loaded, nothing left of what was withdrawn."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from saylau.assessment.leaks import Guard
from saylau.assessment.spellings import folded
from saylau.errors import ReportRefused
from saylau.records.case import Case
from saylau.report.document import Figure, Paragraph, Section, Table, Text
from saylau.report.site import site_files, write_site
from saylau.report.site.names import file_name
from tests.report.page import Element, parts, read_page
from tests.report.sample import line
from tests.report.site_case import CONTENT, SmallSite, small_site


@pytest.fixture(scope="module")
def site(kazakhstan: Case) -> SmallSite:
    return small_site(kazakhstan)


@pytest.fixture(scope="module")
def pages(site: SmallSite) -> Mapping[str, Element]:
    """Every page of the site, read by the parser of the standard library."""
    return {address: read_page(site.text(address)) for address in site.files if address.endswith(".html")}


def one(pages: Mapping[str, Element], address: str) -> str:
    """The text of the content of a page."""
    return pages[address].find("main")[0].text


# A page for each thing


def test_each_finding_fact_source_and_figure_has_its_page(site: SmallSite) -> None:
    wanted = {f"finding/{file_name(f.id)}.html" for f in site.shown.findings}
    wanted |= {f"fact/{file_name(f.fact)}.html" for f in site.shown.case.facts}
    wanted |= {f"source/{file_name(name)}.html" for name in site.shown.case.sources}
    wanted |= {f"chapter/{section.anchor}.html" for section in site.document.sections}
    assert wanted - site.files.keys() == set()
    assert len([a for a in site.files if a.startswith("figure/") and a.endswith(".html")]) == len(
        parts(site.document, Figure)
    )


def test_the_page_of_a_finding_holds_its_sentence_its_arithmetic_and_the_passages_it_rests_on(
    site: SmallSite, pages: Mapping[str, Element]
) -> None:
    text = one(pages, "finding/finance.cap_use=tokayev.html")
    finding = next(f for f in site.shown.findings if f.id == "finance.cap_use:tokayev")
    assert "510,000,000" in text
    assert "Indication, not reviewed" in text
    for label in ("Limits", "Confidence", "Standards", "Numbers behind this finding", "The facts it rests on"):
        assert label in text
    assert [m.how for m in finding.measures if m.how not in text] == []
    shown = [n for n in finding.facts if n not in site.shown.hidden]
    assert shown
    assert [name for name in shown if name not in text] == []
    assert [q for n in shown if (q := site.shown.case.fact(n).quote) and q not in text] == []


def test_the_page_of_a_fact_leads_to_its_source_and_to_the_findings_that_rest_on_it(
    site: SmallSite, pages: Mapping[str, Element]
) -> None:
    finding = next(f for f in site.shown.findings if f.id == "finance.cap_use:tokayev")
    name = next(n for n in finding.facts if n not in site.shown.hidden)
    fact = site.shown.case.fact(name)
    led_to = {a.attributes["href"] for a in pages[f"fact/{file_name(name)}.html"].find("a")}
    assert "../finding/finance.cap_use=tokayev.html" in led_to
    assert f"../source/{file_name(fact.source)}.html" in led_to


def test_other_claims_about_the_same_thing_stand_beside_a_claim(site: SmallSite, pages: Mapping[str, Element]) -> None:
    case = site.shown.case
    fact = next(f for f in case.facts if len(case.claims(f.id)) > 1)
    text = one(pages, f"fact/{file_name(fact.fact)}.html")
    assert "Other claims about the same thing" in text
    assert [f.fact for f in case.claims(fact.id) if f.fact not in text] == []


def test_the_page_of_a_figure_has_its_picture_its_words_its_table_and_its_files(
    site: SmallSite, pages: Mapping[str, Element]
) -> None:
    figure = next(f for f in parts(site.document, Figure) if f.table.rows)
    address = next(a for a, p in pages.items() if a.startswith("figure/") and p.find("h1")[0].text == figure.caption)
    page = pages[address]
    assert page.find("svg")
    assert figure.alt in page.find("main")[0].text
    stem = address.rpartition("/")[2].removesuffix(".html")
    led_to = {a.attributes["href"] for a in page.find("a")}
    assert {f"../figure/{stem}{end}" for end in (".csv", ".svg", ".png", ".vl.json")} <= led_to
    assert json.loads(site.files[address.removesuffix(".html") + ".vl.json"]) == json.loads(json.dumps(figure.spec))


def test_each_page_says_how_to_cite_it_with_its_address_and_the_hash_of_the_case(
    site: SmallSite, pages: Mapping[str, Element]
) -> None:
    for address, page in pages.items():
        said = page.find("p", class_="reference")[0].text
        assert CONTENT in said
        assert site.document.id in said
        assert address == "index.html" or address in said


def test_a_thing_that_stands_in_the_report_leads_to_its_place_there(pages: Mapping[str, Element]) -> None:
    led_to = [a.attributes["href"] for a in pages["finding/finance.cap_use=tokayev.html"].find("a")]
    assert "../../../kazakhstan-2019.html#finance.cap_use:tokayev" in led_to


def test_each_page_carries_the_draft_notice(site: SmallSite, pages: Mapping[str, Element]) -> None:
    assert site.document.watermark
    assert [a for a, p in pages.items() if p.find("aside", class_="band")[0].text != site.document.watermark] == []


def test_lists_say_that_a_finding_was_not_reviewed(pages: Mapping[str, Element], site: SmallSite) -> None:
    states = pages["findings.html"].find("span", class_="state")
    assert len(states) == len(site.shown.findings)
    assert {state.text for state in states} == {"Indication, not reviewed"}


def test_neighbours_are_of_the_same_kind(pages: Mapping[str, Element]) -> None:
    for address, page in pages.items():
        ways = [a.attributes["href"] for a in page.find("a") if a.attributes.get("rel") in ("prev", "next")]
        assert {posixpath.dirname(posixpath.normpath(f"{posixpath.dirname(address)}/{w}")) for w in ways} <= {
            posixpath.dirname(address)
        }


# Links


def test_every_link_and_file_of_every_page_is_there(site: SmallSite, pages: Mapping[str, Element]) -> None:
    ids = {a: {e.attributes["id"] for e in page.walk() if "id" in e.attributes} for a, page in pages.items()}
    lost = []
    for address, page in pages.items():
        for element in page.walk():
            for name in ("href", "src"):
                target = element.attributes.get(name, "")
                if not target or target.startswith(("http", "mailto:")):
                    continue
                path, _, fragment = unquote(target).partition("#")
                end = posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) if path else address
                if end.startswith("..") or element.tag == "use":
                    continue
                if end not in site.files or (fragment and fragment not in ids[end]):
                    lost.append((address, target))
    assert lost == []


def test_no_id_stands_twice_on_a_page(pages: Mapping[str, Element]) -> None:
    for page in pages.values():
        ids = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
        assert len(ids) == len(set(ids))


def test_a_link_that_leads_nowhere_is_refused(site: SmallSite) -> None:
    lost = Section("lost", "99", "Lost", (Paragraph(line(Text("41", target="fact-lost"))),))
    document = replace(site.document, sections=(*site.document.sections, lost))
    with pytest.raises(ReportRefused, match="does not hold: fact-lost"):
        site_files(document, site.shown, site.pictures)


# Safe


def test_every_page_has_the_strict_policy_and_nothing_that_it_would_stop(pages: Mapping[str, Element]) -> None:
    for page in pages.values():
        policy = page.find("meta", **{"http-equiv": "Content-Security-Policy"})[0].attributes["content"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        elements = list(page.walk())
        assert not page.find("style")
        assert [e for e in page.find("script") if not e.attributes.get("src") or e.text] == []
        assert {n for e in elements for n in e.attributes if n.startswith("on") or n == "style"} == set()


def test_nothing_is_loaded_from_outside(site: SmallSite, pages: Mapping[str, Element]) -> None:
    for page in pages.values():
        loaded = [e.attributes.get("src", "") for e in page.walk()] + [e.attributes["href"] for e in page.find("link")]
        assert [address for address in loaded if ":" in address or address.startswith("//")] == []
    style = site.text("assets/site.css")
    assert "@import" not in style
    assert set(re.findall(r"url\(([^)]*)\)", style)) == {f"../{a}" for a in site.files if a.startswith("fonts/")}
    assert not re.search(r"fetch|XMLHttpRequest|innerHTML|eval\(|https?:", site.text("assets/site.js"))


def test_a_withheld_name_anywhere_in_the_site_is_refused(site: SmallSite, tmp_path: Path) -> None:
    guard = Guard(re.compile(rf"\b{re.escape(folded('Kasym-Zhomart'))}\b"))
    with pytest.raises(ReportRefused, match="of the site: the text names"):
        write_site(site.document, site.shown, site.pictures, tmp_path, guard=guard)
    assert list(tmp_path.iterdir()) == []


def test_labels_of_withheld_claims_stand_without_what_they_say(site: SmallSite) -> None:
    assert site.shown.hidden
    pages = [address for address in site.files if address.startswith("fact/withheld")]
    assert pages == []


# The same bytes, and nothing left over


def test_the_same_case_gives_the_same_bytes(site: SmallSite) -> None:
    again = site_files(site.document, site.shown, site.pictures, report="../../kazakhstan-2019.html")
    assert again == site.files


def test_a_file_of_an_earlier_site_does_not_stay(site: SmallSite, tmp_path: Path) -> None:
    write_site(site.document, site.shown, site.pictures, tmp_path, embed_fonts=False)
    name = site.shown.case.facts[-1].fact
    page = tmp_path / "en" / "fact" / f"{file_name(name)}.html"
    sums = tmp_path / "en" / "SHA256SUMS"
    old = page.with_name("withdrawn-since.html")
    old.write_text("old", encoding="utf-8")
    sums.write_text(sums.read_text(encoding="utf-8") + f"{'0' * 64}  fact/withdrawn-since.html\n", encoding="utf-8")
    write_site(site.document, site.shown, site.pictures, tmp_path, embed_fonts=False)
    assert page.exists()
    assert not old.exists()


def test_a_folder_with_other_files_is_refused(site: SmallSite, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ReportRefused, match="empty it, or name another"):
        write_site(site.document, site.shown, site.pictures, tmp_path)


def test_sites_of_two_languages_stand_side_by_side_and_lead_to_each_other(site: SmallSite, tmp_path: Path) -> None:
    write_site(site.document, site.shown, site.pictures, tmp_path, embed_fonts=False)
    alone = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "url=en/index.html" in alone
    other = replace(site.document, language="ru", title="Выборы")
    first = write_site(other, site.shown, site.pictures, tmp_path, embed_fonts=False)
    page = read_page(first.read_text(encoding="utf-8"))
    assert [a.attributes["href"] for a in page.find("a")] == ["en/index.html", "ru/index.html"]
    held = (tmp_path / "languages.js").read_text(encoding="utf-8")
    named = json.loads(held.removeprefix("window.saylauLanguages=").rstrip(";\n"))
    assert [edition["name"] for edition in named] == ["English", "русский"]


# Search


def test_the_search_holds_every_page_that_can_be_found(site: SmallSite) -> None:
    held = json.loads(site.text("assets/index.js").removeprefix("window.saylauIndex=").rstrip(";\n"))
    found = {entry[0] for entry in held["pages"]}
    assert found == {a for a in site.files if a.endswith(".html")} - {"index.html", "search.html"}


def test_without_a_script_the_index_leads_to_every_page(site: SmallSite, pages: Mapping[str, Element]) -> None:
    led_to = {a.attributes["href"] for a in pages["search.html"].find("a")}
    wanted = {a for a in site.files if a.endswith(".html")} - {"search.html"}
    assert wanted - led_to == set()


def test_each_numbered_table_has_its_file(site: SmallSite, pages: Mapping[str, Element]) -> None:
    tables = [table for table in parts(site.document, Table) if table.number is not None]
    files = [a for a in site.files if a.startswith("chapter/") and a.endswith(".csv")]
    assert len(files) == len(tables)
    led_to = {a.attributes["href"] for p in pages.values() for a in p.find("a")}
    assert {f"../{address}" for address in files} <= led_to
