"""No file of the repository names a path of the machine it was written on, or a host to install from."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("work", "root", "home", "tmp", "opt", "Users")
MACHINE = re.compile(rf"(?<![\w.~)}}>-])/(?:{'|'.join(FOLDERS)})/|\b[A-Z]:\\\\?Users\b")
HOSTS = re.compile(r"\b(?:pypi\.(?:org|python\.org)|python" + r"hosted\.org|index-url\s*=)")


def texts() -> dict[str, str]:
    """Every text file that git holds or would hold."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    found = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            data = path.read_bytes()
            if b"\0" not in data:
                found[name] = data.decode("utf-8", errors="replace")
    return found


@pytest.mark.parametrize("pattern", [MACHINE, HOSTS], ids=["paths", "hosts"])
def test_no_file_names_a_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts().items()
        if name != Path(__file__).relative_to(ROOT).as_posix()
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_a_machine_path_would_be_found_and_an_address_would_not() -> None:
    assert MACHINE.search("see /" + "home/someone/case")
    assert MACHINE.search('"/' + 'work/x"')
    assert not MACHINE.search("https://www.example.org/home/page and src/" + "work/x")
