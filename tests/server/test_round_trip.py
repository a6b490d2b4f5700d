"""Folder to server to folder, and from one database to the other: the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from saylau.records.case import Case as Read
from saylau.records.locate import open_case
from saylau.records.package import package_bytes, read_package
from saylau.records.writing import case_files
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case
from tests.server.installations import environment_of

BUNDLED = "kazakhstan-2019"
ELSEWHERE = """
import os, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "saylau.server.settings"
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from saylau.records.locate import open_case
from saylau.records.package import package_bytes
from saylau.server.exchange.opening import open_as_new_case
from saylau.server.store.reading import read_case
assert connection.vendor == "sqlite"
call_command("migrate", verbosity=0)
Path(sys.argv[1]).write_bytes(package_bytes(read_case(open_as_new_case(None, open_case("kazakhstan-2019")))))
"""


def test_a_case_that_is_opened_and_read_back_has_the_same_files(case: Case, read: Read) -> None:
    assert case_files(read_case(case)) == case_files(read)


def test_the_bundled_case_goes_through_the_database_to_the_same_bytes(db: None) -> None:
    bundled = open_case(BUNDLED)
    opened = open_as_new_case(None, bundled)
    assert case_files(read_case(opened)) == case_files(bundled)


def test_a_package_of_an_installation_on_sqlite_comes_out_of_this_database_the_same(db: None, tmp_path: Path) -> None:
    package, data = tmp_path / f"{BUNDLED}.zip", tmp_path / "data"
    data.mkdir(mode=0o700)
    on_sqlite = {name: value for name, value in environment_of(data).items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(package)], env=on_sqlite, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    opened = open_as_new_case(None, read_package(package))
    assert package_bytes(read_case(opened)) == package.read_bytes() == package_bytes(open_case(BUNDLED))
