"""The child process in which files from elsewhere are parsed: what it may use, and what is believed of what it says."""

from __future__ import annotations

import base64
import errno
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from saylau.server.evidence import limited
from saylau.server.evidence.limited import Answer, run_limited
from saylau.server.evidence.reasons import sentence
from saylau.tables.limited import Ended, Limits, run_child

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process for certain")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


def task(
    tmp_path: Path,
    body: str,
    monkeypatch: pytest.MonkeyPatch,
    limits: Limits = limited.LIMITS,
    made: Path | None = None,
) -> Answer:
    """What comes of a child that runs a few lines instead of a parser."""
    path = tmp_path / "unused"
    path.write_bytes(b"")
    code = (
        "import json,os,sys\nfrom saylau.tables.limited import Limits, limit_self\n"
        f"limit_self(Limits(**json.loads(sys.argv[1])['limits']))\n{body}"
    )
    run = run_child

    def instead(module: str, arguments: list[str], folder: Path, given: Limits, handles: list[int]) -> Ended:
        packed_code = base64.b64encode(code.encode()).decode()
        monkeypatch.setattr("saylau.tables.limited.subprocess.Popen", _popen(packed_code))
        return run(module, arguments, folder, given, handles)

    monkeypatch.setattr(limited, "run_child", instead)
    return run_limited("look", path, limits, made)


def _popen(code: str) -> Any:
    real = subprocess.Popen

    def popen(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        at = command.index("-m")
        run = ["-c", f"import base64;exec(base64.b64decode('{code}'))"]
        return real([*command[:at], *run, *command[at + 2 :]], **options)

    return popen


LIMIT = "This file could not be read within the limits ({}). It is kept as evidence, unread."


@LINUX
def test_a_child_that_takes_too_much_memory_dies_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "import ctypes\nctypes.memset(ctypes.CDLL(None).malloc(0) or 1, 0, 1 << 40)"
    answer = task(tmp_path, body, monkeypatch)
    assert sentence(answer.why, answer.values) == LIMIT.format("memory")


@LINUX
def test_memory_past_the_limit_cannot_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "try:\n x = bytearray(2 << 30)\nexcept MemoryError:\n print(json.dumps({'preview': 'refused'}))"
    assert task(tmp_path, body, monkeypatch).told == {"preview": "refused"}


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = task(tmp_path, "import time\ntime.sleep(60)", monkeypatch, Limits(clock=1))
    assert sentence(answer.why, answer.values) == LIMIT.format("time")


@LINUX
def test_a_child_that_counts_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = task(tmp_path, "while True: pass", monkeypatch, Limits(seconds=1))
    assert sentence(answer.why, answer.values) == LIMIT.format("time")


def test_a_child_that_breaks_off_is_an_answer_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = task(tmp_path, "raise SystemExit(3)", monkeypatch)
    assert sentence(answer.why, answer.values) == LIMIT.format("the reader broke off")


@pytest.mark.parametrize("said", ["'not json'", "[1]", "'[' * 100_000", "17"])
def test_what_is_not_an_answer_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    answer = task(tmp_path, f"print({said})", monkeypatch)
    assert answer.why == "limits"


def test_an_answer_of_more_than_16_mib_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = task(tmp_path, "print(json.dumps({'preview': 'a' * (17 << 20)}))", monkeypatch)
    assert sentence(answer.why, answer.values) == LIMIT.format("size of what was read")


def test_a_child_sees_no_environment_and_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYLAU_SECRET", "key")
    own = "{'OPENBLAS_NUM_THREADS', 'LC_CTYPE'}"
    body = f"print(json.dumps({{'preview': sorted(set(os.environ) - {own}), 'left': os.listdir('.')}}))"
    assert task(tmp_path, body, monkeypatch).told == {"preview": [], "left": []}


@LINUX
def test_a_child_reaches_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        body = (
            "import socket\nnet = os.readlink('/proc/self/ns/net')\n"
            f"try:\n socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 5)\n reached = True\n"
            "except OSError:\n reached = False\n"
            "print(json.dumps({'preview': 'tried', 'net': net, 'reached': reached}))"
        )
        told = task(tmp_path, body, monkeypatch).told
    if told["net"] == os.readlink("/proc/self/ns/net"):
        pytest.skip("this system lets no ordinary process leave its network")
    assert told["reached"] is False


def test_a_disk_without_room_for_a_child_is_an_answer_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    answer = run_limited("look", tmp_path)
    assert sentence(answer.why, answer.values) == LIMIT.format("room on the server's disk")


@LINUX
def test_a_child_writes_no_large_file_and_opens_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        "found = []\n"
        "try:\n open('large', 'wb').write(bytes(65 << 20))\nexcept OSError as e:\n found.append(e.errno)\n"
        "try:\n kept = [os.open('.', os.O_RDONLY) for _ in range(40)]\nexcept OSError as e:\n found.append(e.errno)\n"
        "sys.stdout.write(json.dumps({'preview': found}))"
    )
    # EFBIG and EMFILE
    assert task(tmp_path, body, monkeypatch).told == {"preview": [27, 24]}


@pytest.mark.parametrize("how", ["os.symlink", "os.link"])
def test_what_a_child_leaves_is_not_taken_where_it_is_a_link_to_a_file_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    secret, made = tmp_path / "secret", tmp_path / "made"
    secret.write_bytes(b"key")
    body = f"{how}({str(secret)!r}, 'made')\nprint(json.dumps({{'preview': 'picture'}}))"
    answer = task(tmp_path, body, monkeypatch, made=made)
    assert answer.told == {"preview": "picture"}
    assert answer.left is False
    assert not made.exists()


def test_what_a_child_leaves_is_taken_where_it_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "open('made', 'wb').write(b'pixels')\nsys.stdout.write(json.dumps({'preview': 'picture'}))"
    assert task(tmp_path, body, monkeypatch, made=tmp_path / "made").left is True
    assert (tmp_path / "made").read_bytes() == b"pixels"
