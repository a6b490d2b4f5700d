"""What people of a team do in their browsers, step by step; no word of a page is looked for."""

from __future__ import annotations

from dataclasses import dataclass

from tests.server.end_to_end.live import Tab

CASE = "case/kazakhstan-2019/"
LANGUAGES = ("en", "ru", "kk")
WHY = "looked over by two people"


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
