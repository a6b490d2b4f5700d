"""A server with nothing in it, its first people, and what they made of it; the tests of a module go on from there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.chromium import browser as browser
from tests.server.end_to_end.live import Live, Tab, started
from tests.server.end_to_end.steps import (
    CASE,
    Entered,
    accept,
    enter_both,
    in_language,
    invited,
    release,
)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server with nothing in it."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the live server keeps a SQLite database of its own; unset DATABASE_URL")
    with started(tmp_path_factory.mktemp("live") / "data") as live:
        yield live


@pytest.fixture(scope="module")
def first(browser: Any, live: Live) -> Iterator[Tab]:
    """The first administrator, who came by the link of the terminal and opened the case that comes with saylau."""
    tab = Tab(browser, live)
    tab.join(live.link, "first")
    tab.press("main a.button")
    tab.press("form[action$='/open/kazakhstan-2019/'] button")
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def second(browser: Any, live: Live, first: Tab) -> Iterator[Tab]:
    """The second person, invited as a reviewer, in a browser of their own; they read Russian."""
    tab = Tab(browser, live, language="ru")
    tab.join(invited(first, "reviewer"), "second")
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def third(browser: Any, live: Live, first: Tab) -> Iterator[Tab]:
    """A documenter whose browser runs no scripts; they read Kazakh."""
    tab = Tab(browser, live, language="kk", java_script_enabled=False)
    tab.join(invited(first, "documenter"), "third")
    yield tab
    tab.close()


@pytest.fixture(autouse=True)
def nothing_wrong(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test: no error in a console, and nothing that the content policy stopped."""
    yield
    for name in ("first", "second", "third"):
        if name in request.fixturenames:
            tab: Tab = request.getfixturevalue(name)
            found, tab.wrong = tab.wrong, []
            assert found == []


@pytest.fixture(scope="module")
def entered(first: Tab) -> Entered:
    """What the first person entered."""
    return enter_both(first, "first")


@pytest.fixture(scope="module")
def found(first: Tab) -> str:
    """Path of a finding, after the checks ran."""
    first.open(CASE)
    first.press("form[action$='/findings/run/'] button")
    first.wait_for_job()
    first.press("table.findings tbody th a")
    return str(first.page.url.split("/", 4)[4])


@pytest.fixture(scope="module")
def own(first: Tab, second: Tab) -> str:
    """Path of a case that the first person began; the second has a role there, and accepted all that it holds."""
    in_language(first, "en").open("new/")
    for name, value in {"level": "presidential", "grade": "A", "interest": "commission"}.items():
        first.page.select_option(f"main [name={name}]", value)
    first.press(
        "form:has([name=way]) button", title="An invented election", id="invented-2030", country="XX",
        election="Election", poll="2030-06-09", assessed="2030-09-01", source="The decree that called it",
    )  # fmt: skip
    path = str(first.page.url.split("/", 4)[4])
    first.open(f"{path}team/change/")
    give = "form:has(input[value=give])"
    first.page.locator(f"{give} select").first.select_option(label="second")
    first.page.locator(f"{give} select").last.select_option("reviewer")
    first.press(f"{give} button")
    second.open(f"{path}review/?kind=election")
    second.page.check("main [name=chosen]")
    second.press("form:has([name=chosen]) .actions button")
    assert second.page.locator("main [name=chosen]").count() == 0
    both = enter_both(first, "published", path)
    for page in (both.source, both.fact):
        accept(second, page)
    return path


@pytest.fixture(scope="module")
def published(first: Tab, second: Tab, own: str) -> str:
    """Path of the page of the release that was published, as the team sees it."""
    return release(first, second, own)
