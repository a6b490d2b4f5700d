"""Fixtures shared by all tests: the bundled case, read once."""

from __future__ import annotations

import pytest
from hypothesis import settings

from saylau.records.case import Case
from saylau.records.folder import read_folder
from saylau.records.locate import find_case

settings.register_profile("same-every-run", derandomize=True, deadline=None)
settings.load_profile("same-every-run")


@pytest.fixture(scope="session")
def kazakhstan() -> Case:
    """The bundled reference case."""
    return read_folder(find_case("kazakhstan-2019"))
