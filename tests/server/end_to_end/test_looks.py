"""Every page that a team sees, looked at: accessible, within its screen and its policy; drawn for the documentation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.server.end_to_end.live import Live, Tab, what_axe_finds, wider_than_the_screen
from tests.server.end_to_end.steps import (
    CASE,
    Entered,
    in_language,
    invited,
    release,
    uid_of,
)
from tests.server.people import PASSWORD

pytestmark = pytest.mark.needs_chromium


def pages(entered: Entered, found: str, published: str) -> list[str]:
    """Paths of the pages that a team sees in its first hour, and of those beside them."""
    of_case = (
        "", "facts/", "facts/?kind=protest", "facts/new/", "facts/new/source/", "facts/new/protest/",
        "facts/about/election-2019/", "review/", f"review/{uid_of(entered.fact)}/",
        "review/together/", "evidence/", "people/", "import/",
        "package/", "findings/", "contradictions/", "questions/", "text/", "releases/", "reports/", "jobs/", "team/",
        "team/change/", "token/",
    )  # fmt: skip
    return [
        "", "new/", "safety/", "account/security/", "accounts/", "accounts/invite/", "public/invented-2030/",
        "public/invented-2030/1/", entered.source, entered.fact, f"{entered.fact}change/", found, published,
        *(f"{CASE}{path}" for path in of_case),
    ]  # fmt: skip


LOOKS = (("en", 1280, True), ("en", 360, False), ("ru", 360, False), ("kk", 360, True))
"""Language, width, and whether the checker of accessibility looks too."""


def looked_over(tab: Tab, axe: Any) -> list[Any]:
    """What is wrong with the page that is open: its width, its console, its policy, and what axe finds."""
    told: list[Any] = [*wider_than_the_screen(tab.page), *tab.wrong]
    tab.wrong = []
    return told + (what_axe_finds(axe, tab.page) if axe else [])


@pytest.mark.parametrize(("language", "width", "checked"), LOOKS)
def test_every_page_is_accessible_fits_its_screen_and_breaks_no_policy(
    browser: Any,
    live: Live,
    first: Tab,
    entered: Entered,
    found: str,
    published: str,
    language: str,
    width: int,
    checked: bool,
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    tab = Tab(
        browser, live, language=language, viewport={"width": width, "height": 800},
        storage_state=first.context.storage_state(),
    )  # fmt: skip
    faults: dict[str, Any] = {}
    for path in pages(entered, found, published):
        tab.open(path)
        if "/account/reauthenticate/" in tab.page.url:
            tab.confirm()
        assert tab.page.get_attribute("html", "lang") == language, tab.page.url
        if told := looked_over(tab, axe.Axe() if checked else None):
            faults[path] = told
    tab.close()
    assert faults == {}


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ru", 360)])
def test_the_pages_by_which_somebody_joins_are_accessible_and_fit_their_screen(
    browser: Any, live: Live, first: Tab, language: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    link = invited(in_language(first, "en"), "analyst")
    tab = Tab(browser, live, language=language, viewport={"width": width, "height": 800})
    faults: dict[str, Any] = {}
    for path in tab.joining(link, f"guest-{language}"):
        faults[path] = looked_over(tab, axe)
    tab.open("account/reauthenticate/?next=/")
    faults["confirming"] = looked_over(tab, axe)
    tab.press("header form button")
    faults["signing in"] = looked_over(tab, axe)
    tab.press("main form button", login=f"guest-{language}", password=PASSWORD)
    faults["second factor"] = looked_over(tab, axe)
    tab.close()
    assert len(faults) == 8
    assert {path: told for path, told in faults.items() if told} == {}


def test_pictures_for_the_documentation_are_drawn(
    first: Tab, second: Tab, entered: Entered, found: str, own: str
) -> None:
    folder = os.environ.get("SAYLAU_PICTURES")
    if not folder:
        pytest.skip("SAYLAU_PICTURES names no folder, such as docs/pictures/server, to draw them into")
    path = release(in_language(first, "en"), in_language(second, "en"), own)
    drawn = {
        "case": (first, CASE), "entry": (first, f"{entered.fact}change/"), "finding": (first, found),
        "review": (second, f"{CASE}review/{uid_of(entered.fact)}/"), "together": (second, f"{CASE}review/together/"),
        "release": (first, path),
        "public": (first, "public/invented-2030/1/"),
    }  # fmt: skip
    for name, (tab, address) in drawn.items():
        tab.page.set_viewport_size({"width": 1100, "height": 800})
        tab.open(address)
        tab.page.screenshot(path=Path(folder) / f"{name}.png")
        assert (Path(folder) / f"{name}.png").stat().st_size < 150_000
