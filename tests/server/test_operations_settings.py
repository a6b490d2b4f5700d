"""Settings are read from the environment; a wrong one says how to mend it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from saylau.errors import WrongUse
from saylau.server import environment


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("yes", "X is 'yes'; write true or false, or leave it out (false)"),
        ("1", "X is '1'; write true or false, or leave it out (false)"),
        ("TRUE", "X is 'TRUE'; write true or false, or leave it out (false)"),
    ],
)
def test_what_is_neither_true_nor_false_is_refused(value: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(WrongUse) as refused:
        environment.truth("X")
    assert str(refused.value) == sentence


@pytest.mark.parametrize("value", ["0", "-1", "65536", "80a", "٣", "1e3", "8 0"])
def test_what_is_no_number_within_bounds_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(WrongUse, match="write a whole number from 1 to 65535, or leave it out \\(8000\\)"):
        environment.number("X", 8000, 1, 65535)


def test_a_secret_may_stand_in_a_file_but_not_in_both_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("X_FILE", str(tmp_path / "secret"))
    assert environment.text("X") == "from the file"
    monkeypatch.setenv("X", "from the environment")
    with pytest.raises(WrongUse, match="both set; keep one"):
        environment.text("X")
    monkeypatch.delenv("X")
    monkeypatch.setenv("X_FILE", str(tmp_path / "none"))
    with pytest.raises(WrongUse, match=r"cannot be read .* name a file that holds the value"):
        environment.text("X")


@pytest.mark.parametrize(
    "address", ["mysql://host/name", "postgresql://host", "postgres", "http://host/name", "nonsense"]
)
def test_a_database_that_saylau_does_not_know_is_refused_without_telling_its_password(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(WrongUse, match="write postgresql://user:password@host:5432/name"):
        environment.database(tmp_path)


def test_an_address_of_postgresql_is_taken_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://team:p%40ss@db.example.org:5433/saylau")
    told = environment.database(tmp_path)
    assert [told[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "saylau", "team", "p@ss", "db.example.org", "5433",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SAYLAU_HTTPS", "on", "SAYLAU_HTTPS is 'on'; write true or false"),
        ("SAYLAU_PORT", "http", "SAYLAU_PORT is 'http'; write a whole number from 1 to 65535"),
        ("SAYLAU_SQLITE_SYNCHRONOUS", "OFF", "SAYLAU_SQLITE_SYNCHRONOUS is 'OFF'; write one of: NORMAL, FULL"),
        ("DATABASE_URL", "oracle://x/y", "DATABASE_URL names no database that saylau knows"),
        ("SAYLAU_DATA", "/proc/saylau", "the data folder /proc/saylau cannot be made"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_no_traceback(name: str, value: str, sentence: str, tmp_path: Path) -> None:
    if name == "SAYLAU_DATA" and not Path("/proc").is_dir():
        pytest.skip("this system has no /proc, in which nothing can be made")
    told = {key: text for key, text in os.environ.items() if not key.startswith(("SAYLAU", "DJANGO", "DATABASE"))}
    environment = told | {"SAYLAU_DATA": str(tmp_path / "data"), name: value}
    command = [sys.executable, "-m", "saylau", "serve", "--check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"saylau: {sentence}")
    assert done.stderr.count("\n") == 1


def test_where_the_port_is_taken_no_link_is_printed(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))}
        command = [sys.executable, "-m", "saylau", "serve", "--port", str(port)]
        done = subprocess.run(
            command, env=kept | {"SAYLAU_DATA": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode != 0
    assert f"port {port} cannot be used" in done.stderr
    assert "invitation" not in done.stderr


def test_every_setting_stands_in_the_table_of_the_how_to() -> None:
    server = Path(environment.__file__).parent
    code = "".join(
        path.read_text("utf-8") for path in (server / "settings.py", server / "keys.py", server / "environment.py")
    )
    read = set(re.findall(r'"(SAYLAU_[A-Z_]+|DATABASE_URL)"', code)) | {
        f"SAYLAU_{name}" for name in re.findall(r"\{PREFIX\}([A-Z_]+)", code)
    }
    page = (server.parents[2] / "docs" / "how-to" / "server.md").read_text("utf-8")
    assert read == set(re.findall(r"(?m)^\| `([A-Z_]+)` \|", page))
