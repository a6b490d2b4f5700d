"""A team's first hour, in a real Chromium, as `docs/tutorial/team.md` tells it; no word of a page is looked for."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.server.end_to_end.live import Live, Tab
from tests.server.end_to_end.steps import (
    CASE,
    LANGUAGES,
    Entered,
    accept,
    enter_both,
    focused,
    in_language,
    release,
    uid_of,
)

pytestmark = pytest.mark.needs_chromium


def test_the_link_of_the_terminal_works_once(browser: Any, live: Live, first: Tab) -> None:
    stranger = Tab(browser, live)
    stranger.open(live.link)
    assert stranger.page.locator("main form").count() == 0
    stranger.open("")
    assert "/account/login/" in stranger.page.url
    stranger.close()


@pytest.mark.parametrize(("language", "who"), [("en", "first"), ("ru", "second"), ("kk", "third")])
def test_people_sign_in_with_a_password_and_a_code_of_their_app(
    request: pytest.FixtureRequest, browser: Any, live: Live, language: str, who: str
) -> None:
    tab = Tab(browser, live, language=language)
    tab.sign_in(who, request.getfixturevalue(who).secret)
    assert tab.page.locator(f"main a[href$='/{CASE}']").count() == 1
    assert tab.page.get_attribute("html", "lang") == language
    assert tab.wrong == []
    tab.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_person_enters_another_accepts(first: Tab, second: Tab, language: str) -> None:
    both = enter_both(in_language(first, language), f"in-{language}")
    assert first.page.locator("form.step:has([value=accept])").count() == 0
    assert first.page.locator("button[disabled][aria-describedby=why-accept]").count() == 1
    for path in (both.source, both.fact):
        accept(in_language(second, language), path)
    first.open(both.fact)
    assert first.page.locator("main .state-accepted").count() >= 1


def test_a_form_reads_what_is_typed_while_it_is_typed(first: Tab, entered: Entered) -> None:
    first.open(f"{CASE}facts/new/protest/")
    first.page.locator("main [name=size]").press_sequentially("1000..3000")
    first.page.wait_for_selector("#f-size-words:not(:empty)")
    first.page.locator("main [name=source]").press_sequentially("diary-fi")
    first.page.wait_for_selector("#f-source-list option[value='diary-first']", state="attached")


def test_the_answers_are_told_back_and_a_wrong_one_keeps_what_was_typed(first: Tab, entered: Entered) -> None:
    first.open(f"{CASE}facts/new/protest/")
    first.press(
        "button[name=_action][value=check]", id="assembly-x", name="another", during="2019-13", source="diary-first"
    )
    assert first.page.locator(".errors a[href='#f-during']").count() == 1
    assert first.page.get_attribute("#f-during", "aria-describedby").endswith("f-during-words")
    assert first.page.input_value("[name=name]") == "another"
    first.press("button[name=_action][value=check]", during="2019-06")
    first.press("button[name=_action][value=edit]")
    assert first.page.input_value("[name=during]") == "2019-06"
    first.wrong = [line for line in first.wrong if "422" not in line]


def test_the_review_needs_nothing_but_a_keyboard(first: Tab, second: Tab) -> None:
    both = enter_both(in_language(first, "en"), "by-keyboard")
    keyboard = second.page.keyboard
    second.open(f"{CASE}review/?kind=protest")
    focused(second, f"main a[href*='{uid_of(both.fact)}']")
    with second.page.expect_navigation():
        keyboard.press("Enter")
    keyboard.press("s")
    assert second.page.evaluate("document.activeElement.id") == "passage"
    keyboard.press("r")
    assert second.page.evaluate("document.activeElement.name") == "reason"
    keyboard.type("A page of the notes is missing; see page 4 too.")
    keyboard.press("Tab")
    with second.page.expect_navigation():
        keyboard.press("Enter")

    first.open(both.fact)
    assert first.page.locator("main .state-returned").count() >= 1
    first.press("main a[href$='/change/']")
    first.press("button[name=_action][value=check]", locator="pages 3 and 4")
    first.press("button[name=_action][value=submit]")
    if first.page.locator("form.step:has([value=submit])").count():
        first.press("form.step:has([value=submit]) button")

    for path, press in ((both.source, "a"), (both.fact, "Enter")):
        second.open(f"{CASE}review/{uid_of(path)}/")
        if press == "Enter":
            focused(second, "form.step:has([value=accept]) button")
        with second.page.expect_navigation():
            keyboard.press(press)
        second.open(path)
        assert second.page.locator("main .state-accepted").count() >= 1


def test_keys_lead_through_the_queue_and_can_be_turned_off(first: Tab, second: Tab) -> None:
    both = enter_both(in_language(first, "en"), "by-keys")
    page, keyboard = second.page, second.page.keyboard
    in_language(second, "en").open(f"{CASE}review/{uid_of(both.source)}/")
    with page.expect_navigation():
        keyboard.press("j")
    assert uid_of(both.fact) in page.url
    with page.expect_navigation():
        keyboard.press("k")
    assert uid_of(both.source) in page.url
    focused(second, "form[action$='/review/keys/'] button")
    with page.expect_navigation():
        keyboard.press("Enter")
    second.open(f"{CASE}review/{uid_of(both.source)}/")
    assert page.locator("kbd").count() == 0
    keyboard.press("a")
    keyboard.press("s")
    assert page.evaluate("document.activeElement.id") != "passage"
    assert page.locator("form.step:has([value=accept])").count() == 1
    second.press("form[action$='/review/keys/'] button")
    second.open(f"{CASE}review/{uid_of(both.source)}/")
    assert page.locator("kbd").count() > 3


def test_a_whole_source_is_accepted_at_once_after_what_that_means_was_told(first: Tab, second: Tab) -> None:
    both = enter_both(in_language(first, "en"), "at-once")
    accept(in_language(second, "en"), both.source)
    second.open(f"{CASE}review/")
    second.page.select_option("#source", "diary-at-once")
    second.press("form.filters button")
    second.press("main a.button[href*='/review/together/']")
    assert second.page.locator("main tbody tr").count() == 1
    second.press("main form[action$='/review/together/'] button")
    first.open(both.fact)
    assert first.page.locator("main .state-accepted").count() >= 1


def test_entry_and_review_need_no_script(browser: Any, live: Live, second: Tab, third: Tab) -> None:
    both = enter_both(third, "without-script")
    plain = Tab(browser, live, language="kk", java_script_enabled=False, storage_state=second.context.storage_state())
    for path in (both.source, both.fact):
        accept(plain, path)
    assert plain.wrong == []
    plain.close()
    third.open(both.fact)
    assert third.page.locator("main .state-accepted").count() >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_shows_what_it_rests_on(first: Tab, found: str, language: str) -> None:
    in_language(first, language).open(f"{CASE}findings/")
    rows = first.page.locator("table.findings tbody th a").count()
    first.open(found)
    assert rows > 20
    assert first.page.locator("main h1").count() == 1
    assert first.page.locator("main .outcome").count() >= 1
    assert first.page.locator("form[action$='/sign/']").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_proposes_another_publishes_and_everybody_reads(
    browser: Any, live: Live, first: Tab, second: Tab, own: str, language: str
) -> None:
    path = release(in_language(first, language), in_language(second, language), own)
    reader = Tab(browser, live, language=language)
    reader.open("public/invented-2030/")
    reader.press("main tbody tr:first-child a")
    with reader.page.expect_download() as kept:
        reader.page.click("main table.files a[href$='.zip']")
    told = reader.page.inner_text("main tr:has(a[href$='.zip']) td.code")
    file = Path(kept.value.path()).read_bytes()
    assert hashlib.sha256(file).hexdigest() == told
    assert b"assembly-published" in zipfile.ZipFile(io.BytesIO(file)).read("protest.csv")
    reader.press("main .actions a.button")
    assert reader.page.locator("h1").count() == 1
    assert reader.wrong == []
    reader.open(path)
    assert "/account/login/" in reader.page.url
    reader.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_package_needs_a_second_person(first: Tab, second: Tab, language: str) -> None:
    in_language(first, language).open(f"{CASE}package/")
    first.press("form:has([name=reason]) button", reason=f"for the archive of the team, {language}")
    assert first.page.locator("form[action$='/let-out/'] button[disabled]").count() == 1
    in_language(second, language).open(f"{CASE}package/")
    second.press("form[action$='/let-out/'] button")
    first.reload_until("tbody tr:first-child a[href$='/download/']")
    package = zipfile.ZipFile(io.BytesIO(first.keep("tbody tr:first-child a[href$='/download/']")))
    sums = [line.split("  ", 1) for line in package.read("SHA256SUMS").decode().splitlines()]
    assert len(sums) > 50
    assert [name for told, name in sums if hashlib.sha256(package.read(name)).hexdigest() != told] == []


def test_the_language_is_changed_on_any_page_and_the_page_stays(first: Tab) -> None:
    in_language(first, "en").open(f"{CASE}facts/?kind=protest&state=submitted")
    for language in ("ru", "kk", "en"):
        first.press(f"footer button[name=language][value={language}]")
        assert first.page.get_attribute("html", "lang") == language
        assert first.page.url.endswith(f"/{language}/{CASE}facts/?kind=protest&state=submitted")
