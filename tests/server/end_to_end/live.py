"""A server as its users start it, and tabs of a real Chromium that keep what goes wrong in them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.chromium import RULES
from tests.server.people import PASSWORD

WATCH = """document.addEventListener("securitypolicyviolation",
    stopped => console.error(`the policy stopped ${stopped.effectiveDirective}: ${stopped.blockedURI}`))"""
PATIENCE = 120_000
"""Milliseconds within which a job of the server ends, on a machine that does much else."""


@dataclass(frozen=True)
class Live:
    """A server that runs: its address, and the link that it printed for the first administrator."""

    address: str
    link: str


@contextmanager
def started(data: Path) -> Iterator[Live]:
    """`saylau serve` in a process of its own, on a free port, with nothing in its data folder yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = data.parent / "told.txt"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAYLAU", "DJANGO"))}
    command = [sys.executable, "-m", "saylau", "serve", "--port", str(port)]
    with told.open("w") as said:
        process = subprocess.Popen(command, env=kept | {"SAYLAU_DATA": str(data)}, stderr=said, stdout=said)
    try:
        yield Live(f"http://localhost:{port}", _first_link(process, told, port))
    finally:
        process.terminate()
        process.wait(30)


def _first_link(process: subprocess.Popen[bytes], told: Path, port: int) -> str:
    """The link of the terminal, once the server listens."""
    for _ in range(300):
        link = re.search(r"http://\S+/invitation/\S+", told.read_text())
        with socket.socket() as asked:
            if link and asked.connect_ex(("127.0.0.1", port)) == 0:
                return link[0]
        assert process.poll() is None, told.read_text()
        time.sleep(0.2)
    raise AssertionError(f"the server did not listen within a minute: {told.read_text()}")


def code(secret: str, periods_on: int = 0) -> str:
    """What an authenticator app shows now, or some periods of half a minute on (RFC 6238)."""
    counter = int(time.time()) // 30 + periods_on
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    place = digest[-1] & 15
    number: int = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


class Tab:
    """A tab in a browser of its own; it keeps every error of the console and everything that the policy stopped."""

    def __init__(self, browser: Any, live: Live, *, language: str = "en", **options: Any) -> None:
        self.language = language
        self.secret = ""
        """Of the authenticator app of whoever is signed in here."""
        self.wrong: list[str] = []
        self._address = live.address
        told = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
        self.context = browser.new_context(**told)
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.wrong.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> None:
        """Open a page by its path, in the language of this tab."""
        self.page.goto(path if path.startswith("http") else f"{self._address}/{self.language}/{path}")

    def press(self, selector: str, **typed: str) -> None:
        """Fill in fields by their names and press a button or follow a link; whoever is asked to confirm does."""
        self._fill(typed)
        with self.page.expect_navigation():
            self.page.click(selector)
        if "/account/reauthenticate/" in self.page.url:
            self.confirm()
            self._fill(typed)
            with self.page.expect_navigation():
                self.page.click(selector)

    def _fill(self, typed: dict[str, str]) -> None:
        for name, text in typed.items():
            self.page.fill(f"main [name={name}]", text)

    def confirm(self) -> None:
        """Say once more who is here, on the page that asks for it."""
        self.page.fill("main [name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("main form button")

    def keep(self, selector: str) -> bytes:
        """What a link gives to keep that leaves the house only to whoever said just now who they are."""
        here = self.page.url
        self.open("account/reauthenticate/?next=/")
        self.confirm()
        self.page.goto(here)
        with self.page.expect_download() as kept:
            self.page.click(selector)
        return Path(kept.value.path()).read_bytes()

    def joining(self, link: str, username: str) -> Iterator[str]:
        """From a one-time link to the first page: account, authenticator app, recovery codes; a name for each page."""
        self.open(link.replace("/en/", f"/{self.language}/", 1))
        yield "invitation"
        self.press("main form button", username=username, password=PASSWORD, again=PASSWORD)
        yield "factor asked for"
        self.press("main a[href$='/totp/activate/']")
        yield "authenticator app"
        self.secret = self.page.inner_text("code.secret")
        self.press("main form button", code=code(self.secret))
        assert self.page.locator("ol.codes li").count() == 10
        yield "recovery codes"
        self.press("main a.button")
        yield "first page"

    def join(self, link: str, username: str) -> None:
        """The same without a look at each page."""
        for _page in self.joining(link, username):
            pass

    def sign_in(self, username: str, secret: str) -> None:
        """With the password and a code that was not used yet."""
        self.open("account/login/")
        self.press("main form button", login=username, password=PASSWORD)
        self.page.fill("main [name=code]", code(secret, 1))
        with self.page.expect_navigation():
            self.page.press("main [name=code]", "Enter")

    def wait_for_job(self) -> None:
        """Wait on the page of a job until it is done, and go to its result; the page renews itself."""
        self.page.wait_for_selector("main .job-done, main .job-failed", timeout=PATIENCE)
        assert self.page.locator("main .job-failed").count() == 0, self.page.inner_text("main")
        self.press("#job-state a.button")

    def reload_until(self, selector: str) -> None:
        """Load a page again until something stands on it."""
        last = time.monotonic() + PATIENCE / 1000
        while not self.page.locator(selector).count():
            assert time.monotonic() < last, self.page.inner_text("main")
            time.sleep(0.3)
            self.page.reload()

    def close(self) -> None:
        """Close the browser of this tab."""
        self.context.close()


def wider_than_the_screen(page: Any) -> list[str]:
    """What makes a page scroll sideways; empty where nothing does."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter(one => one.getBoundingClientRect().right > width + 1 && !one.closest(".scroll > *"))
                .map(one => one.outerHTML.slice(0, 150)).slice(-3);
        }"""
    )
    return found


def what_axe_finds(axe: Any, page: Any) -> list[tuple[str, str]]:
    """Findings of the checker of accessibility, by rule and element."""
    found = axe.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 5
    return [(rule["id"], node["html"][:250]) for rule in found["violations"] for node in rule["nodes"]]
