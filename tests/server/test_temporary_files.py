"""What somebody sends stands, while it comes, in a private folder of the data folder and on no other disk."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer

from saylau.server import serving


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files of an installation, with one that a killed process left and a young one."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(tempfile, "tempdir", None)
    found = tmp_path / serving.INCOMING
    found.mkdir(mode=0o755)
    (found / "old").write_bytes(b"words")
    os.utime(found / "old", (time.time() - 2 * 24 * 3600,) * 2)
    (found / "young").write_bytes(b"words")
    serving.keep_temporary_files_here()
    return found


def test_the_folder_of_temporary_files_is_private_and_what_was_left_in_it_goes_after_a_day(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == ["young"]
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells where an open file without a name stands")
def test_the_body_of_a_large_request_stands_there_without_a_name(folder: Path) -> None:
    body = OverflowableBuffer(Adjustments().inbuf_overflow)
    body.append(b"words" * 200_000)
    place = os.readlink(f"/proc/self/fd/{body.getfile().fileno()}")
    assert place.startswith(f"{folder}/")
    assert place.endswith("(deleted)")
    assert [path.name for path in folder.iterdir()] == ["young"]
    body.close()


def test_files_of_forms_and_the_process_beside_the_server_use_it_too(folder: Path) -> None:
    with TemporaryUploadedFile("words.csv", "text/csv", 0, None) as file:
        assert Path(file.temporary_file_path()).parent == folder
    assert os.environ["TMPDIR"] == os.environ["SQLITE_TMPDIR"] == str(folder)
    assert [path.name for path in folder.iterdir()] == ["young"]


def test_what_waits_for_a_slow_visitor_is_bounded_before_it_would_go_to_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, int] = {}
    monkeypatch.setattr(serving, "create_server", lambda application, **options: told.update(options))
    serving._server(["127.0.0.1"], 8000)
    assert told["outbuf_high_watermark"] < told["outbuf_overflow"]
