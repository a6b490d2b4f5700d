"""Jobs give the same answers in this process, in processes and on a cluster, and what fails says why."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator

import distributed
import pytest

from saylau import __version__
from saylau.checks.forensics.calibration import Calibrated, Plan, calibrate
from saylau.errors import SaylauError, WrongUse
from saylau.methods.results.synthetic import Population
from saylau.methods.spread import SECONDS, _refuse_other_versions, own_version, spread, workers

SMALL = Plan(synthetic=3, spikes=1, population=Population(stations=1_500, regions=3, districts=3))


def answers(found: Calibrated) -> str:
    """Everything that the jobs answered: `repr` writes each bit of a number."""
    return repr((found.given, found.synthetic, found.spikes, found.models))


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a cluster of two worker processes on this machine."""
    with distributed.LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, protocol="tcp"
    ) as held:
        yield held.scheduler_address


def test_here_in_processes_and_on_a_cluster_the_same_bits_come_out(cluster: str) -> None:
    found = []
    for processes, scheduler in ((1, ""), (2, ""), (0, cluster)):
        with workers(processes, scheduler) as executor:
            found.append(answers(calibrate(SMALL, executor)))
    assert found[0] == found[1] == found[2]


def test_answers_come_in_the_order_of_the_jobs_and_each_is_told() -> None:
    told: list[int] = []
    with workers(2) as executor:
        assert spread(abs, [-3, 2, -1, 0], executor, told.append) == [3, 2, 1, 0]
    assert told == [1, 2, 3, 4]


@pytest.mark.parametrize("processes", [1, 2])
def test_the_error_of_a_job_comes_out_as_it_is(processes: int) -> None:
    with workers(processes) as executor, pytest.raises(ValueError, match="invalid literal"):
        spread(int, ["1", "one"], executor)


def test_a_worker_that_ends_on_its_own_is_told_of() -> None:
    with workers(2) as executor, pytest.raises(SaylauError, match="ended before its job was done"):
        spread(os._exit, [7], executor)


@pytest.mark.parametrize("listens", [False, True])
def test_an_address_where_no_scheduler_answers_is_refused_within_seconds(
    monkeypatch: pytest.MonkeyPatch, listens: bool
) -> None:
    """Nobody listens there, or somebody who is no scheduler."""
    assert SECONDS <= 10
    monkeypatch.setattr("saylau.methods.spread.SECONDS", 1)
    refused = r"--scheduler tcp://127\.0\.0\.1:\d+: no Dask scheduler answered within 1 seconds .*leave --scheduler out"
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if not listens:
            server.close()
        with pytest.raises(WrongUse, match=refused), workers(0, address):
            pass


@pytest.mark.parametrize("address", ["nonsense", "http://127.0.0.1:1"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(WrongUse, match="not the address of a Dask scheduler"), workers(0, address):
        pass


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(WrongUse, match=r"`distributed` is not installed here; install saylau\[cluster\]"),
        workers(0, "x"),
    ):
        pass


class Fleet:
    """What is asked of a cluster before anything is sent to it."""

    def __init__(self, *versions: str, lacks: str = "") -> None:
        self.versions, self.lacks = versions, lacks

    def run(self, function: object) -> dict[str, str]:
        if self.lacks:
            raise ModuleNotFoundError(f"No module named {self.lacks!r}")
        assert function is own_version
        return {f"tcp://{place}": version for place, version in enumerate(self.versions)}


@pytest.mark.parametrize(
    ("fleet", "why"),
    [
        (Fleet(), "has no workers"),
        (Fleet("0.0.1", __version__), rf"workers have saylau 0\.0\.1, and this is {__version__}"),
        (Fleet(lacks="saylau"), "workers lack a package: No module named 'saylau'"),
    ],
)
def test_a_cluster_that_cannot_answer_alike_is_refused(fleet: Fleet, why: str) -> None:
    with pytest.raises(WrongUse, match=why):
        _refuse_other_versions(fleet, "--scheduler x")
