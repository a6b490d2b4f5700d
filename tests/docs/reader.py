"""Somebody who follows a page of the documentation word for word: writes its files, runs its commands, compares."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.capture import CaptureResult

from saylau.cli import main
from saylau.report.catalogue import catalogue_of
from saylau.vault import session

DOCS = Path(__file__).resolve().parents[2] / "docs"
TUTORIAL = DOCS / "tutorial" / "second-election.md"
BLOCK = re.compile(
    r"(?:^(?P<add>Add to )?`(?P<file>[^`\n]+)`:\n\n)?^```(?P<sort>\w+)(?: (?P<mark>\w+))?\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
DRAWN = re.compile(r"[│├└─┃━┏┓┗┛┡┩╇┳┴┬┼┤╭╮╰╯\s]+")
HASH = re.compile(r"hash to sign: ([0-9a-f]+)")
RECOVERY = re.compile(r"AGE-SECRET-KEY-[0-9A-Z]+")
PASSPHRASE = "an invented passphrase of a reader"
WIDTH = "80"
REFUSED = "refused"
"""Mark of a block of commands that end with an error."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: a file to write or to add to, commands to run, or what they print."""

    sort: str
    file: str
    body: str
    adds: bool
    refused: bool


def blocks(page: Path) -> tuple[Block, ...]:
    """The blocks of a page in order."""
    found = BLOCK.finditer(page.read_text("utf-8"))
    return tuple(
        Block(m["sort"], m["file"] or "", m["body"], adds=bool(m["add"]), refused=m["mark"] == REFUSED) for m in found
    )


def plain(text: str) -> str:
    """Text in one line, without what is drawn around it."""
    return DRAWN.sub(" ", text)


def holds(printed: str, line: str) -> bool:
    """Whether the parts of a line, between its dots of omission, stand in the output in their order."""
    place = 0
    for part in (plain(piece).strip() for piece in line.split("…")):
        at = printed.find(part, place)
        if at < 0:
            return False
        place = at + len(part)
    return True


@dataclass
class Reader:
    """Somebody who follows a page in an empty folder, word for word."""

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    printed: str = ""
    hash: str = ""

    def follow(self, block: Block) -> None:
        """Write the file, run the commands, or compare the output."""
        if block.file:
            path = Path(block.file)
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text("utf-8") if block.adds else ""
            path.write_text(before + block.body.replace("HASH", self.hash), "utf-8", newline="\n")
        elif block.sort == "sh":
            self.printed = plain("\n".join(self.run(line, block.refused) for line in block.body.splitlines()))
        elif block.sort == "output":
            missing = [line for line in block.body.splitlines() if not holds(self.printed, line)]
            assert not missing, f"the page shows {missing}, and the commands printed {self.printed}"

    def run(self, line: str, refused: bool = False) -> str:
        """What one command prints; a hash to sign is remembered."""
        words = shlex.split(line)
        if words[:2] == ["cp", "-r"]:
            shutil.copytree(words[2], words[3])
            return ""
        if words[0] == "export":
            self.monkeypatch.setenv(*words[1].split("=", 1))
            return ""
        assert words[0] == "saylau", line
        new_vault = words[1:3] == ["vault", "new"]
        code, said = self.make_vault(words[1:]) if new_vault else self.call(words[1:], f"{PASSPHRASE}\n")
        assert code == 0 or refused or "nothing was loaded" in said.err, f"{line}: {said.err}"
        assert code != 0 or not refused, f"{line} was not refused"
        self.hash = found[-1] if (found := HASH.findall(said.out)) else self.hash
        return said.out + said.err

    def call(self, words: list[str], typed: str) -> tuple[int, CaptureResult[str]]:
        """Run a verb while somebody types. Each command is a process of its own: it meets no catalogue of before."""
        catalogue_of.cache_clear()
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(words)
        return code, self.capsys.readouterr()

    def make_vault(self, words: list[str]) -> tuple[int, CaptureResult[str]]:
        """Make a vault: a passphrase twice, then the recovery key that is shown once."""
        _, said = self.call(words, f"{PASSPHRASE}\n{PASSPHRASE}\n")
        (key,) = RECOVERY.findall(said.out)
        return self.call(words, f"{key}\n")


def reader_in(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reader:
    """Somebody in an empty folder, at a terminal of the usual width."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SAYLAU_LOCALES", raising=False)
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.setattr(session, "_watch", lambda held: None)  # no process that waits for a quarter of an hour
    monkeypatch.setenv("SAYLAU_CACHE", str(folder / "cache"))
    return Reader(capsys, monkeypatch)


def write_case_of_tutorial(reader: Reader) -> None:
    """The files of the tutorial as they stand before its review and its correction."""
    for block in blocks(TUTORIAL):
        if block.file.endswith("review.csv"):
            return
        if block.file:
            reader.follow(block)
