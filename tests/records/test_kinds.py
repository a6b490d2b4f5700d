"""Every kind of record that a file of an area defines is a kind of a case, and can be imported with the others."""

from __future__ import annotations

import pkgutil

from saylau.records import kinds
from saylau.records.kinds import KINDS


def test_each_kind_can_be_imported_from_the_package_that_lists_them() -> None:
    assert {kind.__name__ for kind in KINDS.values()} == set(kinds.__all__) - {"KINDS"}


def test_each_file_of_an_area_holds_kinds_of_a_case() -> None:
    files = {module.name for module in pkgutil.iter_modules(kinds.__path__)}
    assert {kind.__module__.rpartition(".")[2] for kind in KINDS.values()} == files
