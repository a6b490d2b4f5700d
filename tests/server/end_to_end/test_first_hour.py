"""A team's first hour, in a real Chromium, as `docs/tutorial/team.md` tells it; no word of a page is looked for."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.server.end_to_end.live import FLAGS, Live, Tab, started, what_axe_finds, wider_than_the_screen
from tests.server.people import PASSWORD

pytestmark = pytest.mark.needs_chromium
CASE = "case/kazakhstan-2019/"
LANGUAGES = ("en", "ru", "kk")
WHY = "looked over by two people"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server with nothing in it."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the live server keeps a SQLite database of its own; unset DATABASE_URL")
    with started(tmp_path_factory.mktemp("live") / "data") as live:
        yield live


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium as it is installed."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


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


def invited(first: Tab, role: str) -> str:
    """A one-time link into the case, as it stands on the page of whoever invites."""
    first.open(f"{CASE}team/")
    first.press("main a[href$='/team/change/']")
    first.page.select_option("form:has(input[value=invite]) select", role)
    first.press("form:has(input[value=invite]) button")
    return str(first.page.inner_text("code.secret"))


def enter(tab: Tab, kind: str, typed: dict[str, str], chosen: dict[str, str], case: str = CASE) -> str:
    """Enter something through its form, check the answers, hand it in; the path of its page."""
    tab.open(f"{case}facts/new/")
    tab.press(f"main a[href$='/facts/new/{kind}/']")
    for name, value in chosen.items():
        radio = tab.page.locator(f"main [name={name}][value='{value}']")
        radio.check() if radio.count() else tab.page.select_option(f"main select[name={name}]", value)
    tab.press("button[name=_action][value=check]", **typed)
    assert tab.page.locator("button[name=_action][value=submit]").is_visible(), tab.page.inner_text("main")
    tab.press("button[name=_action][value=submit]")
    assert tab.page.locator("main .state-submitted").count() == 1
    return str(tab.page.url.split("/", 4)[4])


@dataclass(frozen=True)
class Entered:
    """Paths of the pages of a source and of a fact that stands in it."""

    source: str
    fact: str


def enter_both(tab: Tab, name: str, case: str = CASE) -> Entered:
    """Enter a source, and an assembly that it tells of."""
    typed = {"id": f"diary-{name}", "title": f"Notes of an observer ({name})"}
    source = enter(tab, "source", typed, {"grade": "C", "interest": "media"}, case)
    typed = {
        "id": f"assembly-{name}", "name": f"assembly in the square ({name})", "during": "2019-06-10~",
        "size": ">=200", "size_unit": "people", "size_of": "all places together", "source": f"diary-{name}",
        "locator": "page 3", "quote": "More than two hundred people came.",
    }  # fmt: skip
    return Entered(source, enter(tab, "protest", typed, {"permitted": "unknown"}, case))


def uid_of(path: str) -> str:
    """The uid in the path of the page of a fact."""
    return path.rstrip("/").rsplit("/", 1)[1]


def accept(tab: Tab, path: str) -> None:
    """Accept something from the queue of the review."""
    tab.open(path.replace("/facts/", "/review/"))
    tab.press("form.step:has([value=accept]) button")
    tab.open(path)
    assert tab.page.locator("main .state-accepted").count() >= 1


def in_language(tab: Tab, language: str) -> Tab:
    """The same tab, whose next pages are opened in a language."""
    tab.language = language
    return tab


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


def release(first: Tab, second: Tab, case: str) -> str:
    """Build, propose, approve, publish; the path of the page of the release."""
    first.open(f"{case}releases/")
    for name in ("pdf", "docx"):
        first.page.uncheck(f"main [name=formats][value={name}]")
    first.page.check("main [name=unsigned]")
    first.press("form[action$='/releases/begin/'] button")
    first.reload_until("form[action$='/step/propose/'], main .error")
    assert first.page.locator("main .error").count() == 0, first.page.inner_text("main")
    first.press("form[action$='/step/propose/'] button")
    assert first.page.locator("form[action$='/step/approve/'] button[disabled]").count() == 1
    path = str(first.page.url.split("/", 4)[4])
    second.open(path)
    second.press("form[action$='/step/approve/'] button", reason=WHY)
    second.press("form[action$='/step/publish/'] button")
    assert second.page.locator("main .release-published").count() == 1
    return path


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


def focused(tab: Tab, selector: str) -> None:
    """Go on with the Tab key until something has the focus, whose ring is seen."""
    for _ in range(150):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            ring = tab.page.evaluate(
                "(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))"
            )
            assert ring == ["solid", "3px"]
            return
    raise AssertionError(f"the Tab key does not lead to {selector}")


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
    with first.page.expect_download() as kept:
        first.page.click("tbody tr:first-child a[href$='/download/']")
    package = zipfile.ZipFile(io.BytesIO(Path(kept.value.path()).read_bytes()))
    sums = [line.split("  ", 1) for line in package.read("SHA256SUMS").decode().splitlines()]
    assert len(sums) > 50
    assert [name for told, name in sums if hashlib.sha256(package.read(name)).hexdigest() != told] == []


def test_the_language_is_changed_on_any_page_and_the_page_stays(first: Tab) -> None:
    in_language(first, "en").open(f"{CASE}facts/?kind=protest&state=submitted")
    for language in ("ru", "kk", "en"):
        first.press(f"footer button[name=language][value={language}]")
        assert first.page.get_attribute("html", "lang") == language
        assert first.page.url.endswith(f"/{language}/{CASE}facts/?kind=protest&state=submitted")


def pages(entered: Entered, found: str, published: str) -> list[str]:
    """Paths of the pages that a team sees in its first hour, and of those beside them."""
    of_case = (
        "", "facts/", "facts/?kind=protest", "facts/new/", "facts/new/source/", "facts/new/protest/",
        "facts/about/election-2019/", "review/", f"review/{uid_of(entered.fact)}/", "evidence/", "people/", "import/",
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
        "review": (second, f"{CASE}review/{uid_of(entered.fact)}/"), "release": (first, path),
        "public": (first, "public/invented-2030/1/"),
    }  # fmt: skip
    for name, (tab, address) in drawn.items():
        tab.page.set_viewport_size({"width": 1100, "height": 800})
        tab.open(address)
        tab.page.screenshot(path=Path(folder) / f"{name}.png")
        assert (Path(folder) / f"{name}.png").stat().st_size < 150_000
