"""The tutorial is true: its files are written, its commands run, and what it shows is what comes out."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from saylau.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "second-election.md"
BLOCK = re.compile(r"(?:^`(?P<file>[^`\n]+)`:\n\n)?^```(?P<sort>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
DRAWN = re.compile(r"[│├└─┃━┏┓┗┛┡┩╇┳┴┬┼┤╭╮╰╯\s]+")
HASH = re.compile(r"hash to sign: ([0-9a-f]+)")
WIDTH = "80"


@dataclass(frozen=True)
class Block:
    """A fenced block of the tutorial: a file to write, commands to run, or what they print."""

    sort: str
    file: str
    body: str


def blocks() -> tuple[Block, ...]:
    """The blocks of the page in order."""
    found = BLOCK.finditer(PAGE.read_text("utf-8"))
    return tuple(Block(m["sort"], m["file"] or "", m["body"]) for m in found)


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
    """Somebody who follows the tutorial in an empty folder, word for word."""

    capsys: pytest.CaptureFixture[str]
    printed: str = ""
    hash: str = ""

    def follow(self, block: Block) -> None:
        """Write the file, run the commands, or compare the output."""
        if block.file:
            path = Path(block.file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body.replace("HASH", self.hash), "utf-8")
        elif block.sort == "sh":
            self.printed = plain("\n".join(self.run(line) for line in block.body.splitlines()))
        elif block.sort == "output":
            missing = [line for line in block.body.splitlines() if not holds(self.printed, line)]
            assert not missing, f"the tutorial shows {missing}, and the commands printed {self.printed}"

    def run(self, line: str) -> str:
        """What one command prints; a hash to sign is remembered."""
        words = shlex.split(line)
        if words[:2] == ["cp", "-r"]:
            shutil.copytree(words[2], words[3])
            return ""
        assert words[0] == "saylau", line
        code = main(words[1:])
        said = self.capsys.readouterr()
        assert code == 0 or "nothing was loaded" in said.err, f"{line}: {said.err}"
        self.hash = found[-1] if (found := HASH.findall(said.out)) else self.hash
        return said.out + said.err


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reader:
    """Somebody in an empty folder, at a terminal of the usual width."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.setenv("SAYLAU_CACHE", str(tmp_path / "cache"))
    return Reader(capsys)


def findings(case: str, reader: Reader) -> dict[str, dict[str, Any]]:
    """The findings of a case by id."""
    main(["findings", case, "--json"])
    return {finding["id"]: finding for finding in json.loads(reader.capsys.readouterr().out)}


def test_every_block_of_the_tutorial_is_a_file_a_command_or_what_it_prints() -> None:
    assert {block.sort for block in blocks() if not block.file} == {"sh", "output"}
    assert sum(bool(block.file) for block in blocks()) >= 20


def test_the_tutorial_says_before_its_first_command_that_the_election_is_invented() -> None:
    before = PAGE.read_text("utf-8").split("```", 1)[0]
    assert "invented example" in before


def test_the_tutorial_works_word_for_word(reader: Reader) -> None:
    for block in blocks():
        reader.follow(block)

    without, with_law = (
        Path("out", name, "invented-2025.html").read_text("utf-8") for name in ("without-law", "with-law")
    )
    assert "no rule of the country is known" in without
    assert "How many signatures a candidate needed" in without.split("no rule of the country is known")[1][:3000]
    assert "50,750.50" in with_law
    corrected = Path("out", "corrected", "invented-2025.html").read_text("utf-8")
    assert "49,750.50" in corrected
    assert "50,750.50" not in corrected

    shown = [*Path("out").rglob("*.html"), *Path("out").rglob("*.json")]
    assert not [path for path in shown if "a collector was asked" in path.read_text("utf-8")]


def test_without_rules_the_checks_of_law_ask_and_the_others_answer(reader: Reader) -> None:
    _case_with_rules(reader)
    ruled = findings("lux", reader)
    Path("lux/rules.toml").unlink()
    unruled = findings("lux", reader)

    assert set(unruled) == set(ruled)
    for finding in ("signatures.threshold:case", "signatures.margin:ada", "finance.cap_use:bo"):
        assert unruled[finding]["outcome"] == "unknown"
        assert ruled[finding]["outcome"] != "unknown"
    for finding in ("candidacy.funnel:case", "signatures.source_agreement:bo", "finance.shares:case"):
        assert unruled[finding]["sentence"] == ruled[finding]["sentence"]
        assert unruled[finding]["outcome"] != "unknown"

    main(["questions", "lux"])
    asked = reader.capsys.readouterr().out
    assert "Which provision governed the number of signatures" in asked


def test_with_rules_the_numbers_are_those_worked_out_by_hand(reader: Reader) -> None:
    _case_with_rules(reader)
    found = {name: plain(finding["sentence"]) for name, finding in findings("lux", reader).items()}
    assert "2,514" in found["signatures.threshold:case"]  # 1 % of 251,340 is 2,513.4
    assert "14.96 %" in found["signatures.margin:ada"]  # (2,890 - 2,514) / 2,514
    assert "101.5 %" in found["finance.cap_use:bo"]  # 50,750.50 / 50,000
    assert "97.0 %" in found["finance.cap_use:ada"]  # 48,500 / 50,000
    assert "120,250.50 EUR" in found["finance.shares:case"]  # 12,000 + 48,500 + 9,000 + 50,750.50
    assert "50.3 %" in found["finance.shares:case"]  # 60,500 / 120,250.50


def _case_with_rules(reader: Reader) -> None:
    """The files of the tutorial as they stand before its review and its correction."""
    for block in blocks():
        if block.file.endswith("review.csv"):
            return
        if block.file:
            reader.follow(block)
