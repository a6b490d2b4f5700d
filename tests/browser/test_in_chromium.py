"""Every type of page in a real Chromium, from the disk and with the network off: what axe finds, what the keyboard
reaches, what stays readable on a narrow screen, and what the search finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saylau.records.case import Case
from saylau.report.html import write_html
from saylau.report.site import write_site
from tests.chromium import RULES
from tests.chromium import browser as browser
from tests.report.site_case import small_site

pytestmark = pytest.mark.needs_chromium
TYPES = {
    "cover": "en/index.html", "chapter": "en/chapter/campaign-finance.html", "matrix": "en/chapter/annex-b.html",
    "finding": "en/finding/finance.cap_use=tokayev.html", "fact": "en/fact/tokayev.html",
    "source": "en/source/press-2019.html", "figure": "en/figure/finance.cap_use.html",
    "findings": "en/findings.html", "sources": "en/sources.html", "figures": "en/figures.html", "law": "en/law.html",
    "search": "en/search.html", "standard": "en/standard/cph-7.6.html",
    "results": "en/search.html#q=tokayev", "languages": "index.html", "report": "report.html",
}  # fmt: skip
"""Type of page to an example of it."""


@pytest.fixture(scope="module")
def folder(kazakhstan: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site and the report in one file, written to a disk."""
    folder = tmp_path_factory.mktemp("site")
    site = small_site(kazakhstan)
    write_site(site.document, site.shown, site.pictures, folder)
    other = folder / "kk" / "assets"
    other.mkdir(parents=True)
    (other / "edition.json").write_text('{"language": "kk", "name": "қазақ тілі", "title": "Сайлау"}', encoding="utf-8")
    write_site(site.document, site.shown, site.pictures, folder)
    (folder / "report.html").write_text(write_html(site.document, svgs=site.pictures.svgs), encoding="utf-8")
    return folder


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab whose network is off; it keeps the requests that it made and what the policy of the page stopped."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.asked, page.stopped = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.stopped.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.stopped.append(str(error)))
    yield page
    context.close()


def opened(tab: Any, folder: Path, address: str) -> Any:
    """The tab at a page of the site."""
    path, _, fragment = address.partition("#")
    tab.goto("about:blank")
    tab.goto((folder / path).as_uri() + (f"#{fragment}" if fragment else ""))
    return tab


@pytest.mark.parametrize(
    ("name", "width"), [*((name, 1280) for name in TYPES), *((name, 320) for name in ("finding", "figure", "results"))]
)
def test_axe_finds_nothing(browser: Any, folder: Path, name: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    # The checker is put into the page, which the page's own policy forbids to anyone else.
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, bypass_csp=True)
    tab = opened(context.new_page(), folder, TYPES[name])
    found = axe.Axe().run(tab, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
    context.close()
    assert len(found["passes"]) > 10
    assert [(rule["id"], node["html"][:200]) for rule in found["violations"] for node in rule["nodes"]] == []


@pytest.mark.parametrize("name", TYPES)
def test_a_page_asks_for_files_of_the_disk_alone_and_its_policy_stops_none(tab: Any, folder: Path, name: str) -> None:
    opened(tab, folder, TYPES[name])
    assert [url for url in tab.asked if not url.startswith(("file://", "about:", "data:"))] == []
    assert tab.stopped == []


@pytest.mark.parametrize("name", TYPES)
def test_text_is_not_wider_than_a_narrow_screen(tab: Any, folder: Path, name: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 800})
    opened(tab, folder, TYPES[name])
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_reaches_skip_link_head_search_chapters_and_content_in_that_order(tab: Any, folder: Path) -> None:
    opened(tab, folder, TYPES["finding"])
    seen = []
    for _ in range(70):
        tab.keyboard.press("Tab")
        seen.append(
            tab.evaluate(
                "(e => e.matches('.skip') ? 'skip' : e.closest('form[role=search]') ? 'search' :"
                " e.closest('.top') ? 'head' : e.closest('.toc') ? 'chapters' : e.closest('main') ? 'content' : '')"
                "(document.activeElement)"
            )
        )
    order = list(dict.fromkeys(place for place in seen if place))
    assert order == ["skip", "head", "search", "chapters", "content"]


def test_what_has_the_focus_has_a_ring_of_three_pixels(tab: Any, folder: Path) -> None:
    opened(tab, folder, TYPES["finding"])
    for _ in range(12):
        tab.keyboard.press("Tab")
        ring = tab.evaluate("(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))")
        assert ring == ["solid", "3px"]


def test_the_skip_link_leads_past_the_head(tab: Any, folder: Path) -> None:
    opened(tab, folder, TYPES["fact"])
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("Boolean(document.activeElement.closest('main'))") is True


def found(tab: Any) -> list[str]:
    """The titles that the search shows."""
    tab.wait_for_selector("#results:not([hidden]) [role=status]:not(:empty)")
    return [str(text) for text in tab.locator("#results .found a").all_inner_texts()]


def test_the_search_finds_from_the_disk_and_its_results_lead_to_pages(tab: Any, folder: Path) -> None:
    opened(tab, folder, TYPES["cover"])
    tab.fill("#q", "cap Tokayev")
    tab.keyboard.press("Enter")
    titles = found(tab)
    assert titles[0] == "How much of its legal cap each candidate's fund reached: Kasym-Zhomart Tokayev"
    tab.locator("#results .found a").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/finding/finance.cap_use=tokayev.html")


@pytest.mark.parametrize(
    ("typed", "held"),
    [("TOKAYEV", "tokayev"), ("tökáyev", "tokayev"), ("қазақстан", "казакстан"), ("Ёлка", "елка"), ("Һәм", "хам")],
)
def test_capitals_marks_and_kazakh_letters_are_found_alike(tab: Any, folder: Path, typed: str, held: str) -> None:
    tab.add_init_script(
        "Object.defineProperty(window, 'saylauIndex', {get: () => ({kinds: ['Fact'], pages: [['fact/x.html', '"
        + held
        + "', 'x', 0, '']]}), set: () => {}})"
    )
    opened(tab, folder, TYPES["search"])
    tab.fill("#q", typed)
    assert found(tab) == [held]


def test_a_search_without_results_says_so(tab: Any, folder: Path) -> None:
    opened(tab, folder, "en/search.html#q=zzzzzz")
    assert found(tab) == []
    assert tab.inner_text("#results [role=status]") == "Nothing was found."
    assert tab.locator(".letters").is_hidden()


def test_the_other_language_has_the_same_page(tab: Any, folder: Path) -> None:
    opened(tab, folder, TYPES["fact"])
    links = tab.eval_on_selector_all(".languages a", "all => all.map(a => a.getAttribute('href'))")
    assert links == ["../../en/fact/tokayev.html", "../../kk/fact/tokayev.html"]


def test_without_scripts_there_is_no_search_field_and_the_index_stays(browser: Any, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    tab = opened(context.new_page(), folder, TYPES["search"])
    assert tab.locator("form[role=search]").is_hidden()
    assert tab.locator(".listing a").first.is_visible()
    assert "index below leads to every page" in tab.inner_text("noscript")
    context.close()


def test_buttons_and_links_that_stand_alone_are_large_enough_to_touch(tab: Any, folder: Path) -> None:
    tab.set_viewport_size({"width": 360, "height": 800})
    opened(tab, folder, TYPES["finding"])
    small = tab.evaluate(
        "[...document.querySelectorAll('button, input, summary, .bar a, .crumbs a, .files a, .beside a')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    assert small == []
