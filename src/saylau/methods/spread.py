"""Many jobs of one pure function through a `concurrent.futures.Executor`: here, in processes, or on a Dask cluster.

Answers come in the order of the jobs, and no job may depend on another, on a clock or on a shared random state: so it
does not matter where one ran. What a job needs of chance it gets as a seed of its own.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from saylau import __version__
from saylau.errors import SaylauError, WrongUse

SECONDS = 5
"""How long the address of a scheduler may take to answer."""

_LONGEST_GREETING = 1 << 16

Job = TypeVar("Job")
Answer = TypeVar("Answer")


class Here(Executor):
    """Runs each job in this process, at the moment in which it is handed over."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def spread(
    function: Callable[[Job], Answer],
    jobs: Iterable[Job],
    executor: Executor,
    tell: Callable[[int], None] = lambda done: None,
) -> list[Answer]:
    """The answers of `function` to the jobs, in their order; `tell` is told how many are done.

    `function` stands at the top of a module, and jobs and answers can be pickled. The first error of a job, in the
    order of jobs, is raised; jobs that wait are dropped then. Raises `SaylauError` where a worker ended on its own.
    """
    lock, done = threading.Lock(), 0

    def count(_: object) -> None:
        nonlocal done
        with lock:
            done += 1
            tell(done)

    futures: list[Future[Answer]] = []
    try:
        for job in jobs:
            futures.append(executor.submit(function, job))
            futures[-1].add_done_callback(count)
        return [future.result() for future in futures]
    except BrokenExecutor:
        raise SaylauError(
            "a worker process ended before its job was done, as happens where memory runs out; "
            "ask for fewer with --processes"
        ) from None
    finally:
        for future in futures:
            future.cancel()


@contextmanager
def workers(processes: int = 0, scheduler: str = "") -> Iterator[Executor]:
    """Where jobs run: on the cluster at an address, else in so many processes (0: one a core), else, with 1, here.

    Raises `WrongUse` where the cluster cannot be used, and says why.
    """
    number = processes or os.cpu_count() or 1
    if scheduler:
        with _cluster(scheduler) as executor:
            yield executor
    elif number == 1:
        yield Here()
    else:
        with ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _quiet) as executor:
            yield executor


def _quiet() -> None:
    """In a worker: an interrupt from the keyboard is the business of the process that was called."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    where = f"--scheduler {address}"
    instead = "leave --scheduler out to use the cores of this machine"
    try:
        distributed: Any = importlib.import_module("distributed")  # an extra, and half a second
    except ModuleNotFoundError:
        raise WrongUse(
            f"{where}: the package `distributed` is not installed here; install saylau[cluster], or {instead}"
        ) from None
    try:
        _refuse_strangers(address, distributed.comm.get_address_host_port(address))
        client = distributed.Client(address, timeout=SECONDS, set_as_default=False)
    except ValueError as error:
        raise WrongUse(f"{where}: not the address of a Dask scheduler ({error}); it is as in tcp://HOST:8786") from None
    except OSError as error:
        said = f"{error.strerror or error}".split("\n")[0].strip()
        raise WrongUse(
            f"{where}: no Dask scheduler answered within {SECONDS} seconds ({said}); start one with `dask scheduler` "
            f"and give its address as in tcp://HOST:8786, or {instead}"
        ) from None
    with client:
        _refuse_other_versions(client, where)
        try:
            yield client.get_executor(pure=False)
        except distributed.KilledWorker as error:
            raise SaylauError(f"{where}: workers of the cluster ended while they did a job: {error}") from None


def _refuse_strangers(address: str, place: tuple[str, int]) -> None:
    """Raise `OSError` where nobody listens, or not a scheduler: Dask's client would wait for its first word for ever.

    A scheduler speaks first: eight bytes with the length of its greeting. Behind TLS the caller does, so that is left
    to the client.
    """
    with socket.create_connection(place, timeout=SECONDS) as line:
        if not address.startswith("tls:"):
            greeting = line.recv(8)
            if len(greeting) < 8 or int.from_bytes(greeting, "little") > _LONGEST_GREETING:
                raise OSError("what listens there is no Dask scheduler")


def _refuse_other_versions(client: Any, where: str) -> None:
    """A cluster without workers would wait for ever; workers with another saylau would answer something else."""
    try:
        found = client.run(own_version)
    except ModuleNotFoundError as error:
        raise WrongUse(f"{where}: its workers lack a package: {error}; install saylau[cluster] on each") from None
    if not found:
        raise WrongUse(f"{where}: the scheduler has no workers; start some with `dask worker ADDRESS`")
    others = sorted(set(found.values()) - {__version__})
    if others:
        raise WrongUse(f"{where}: workers have saylau {', '.join(others)}, and this is {__version__}; install the same")


def own_version() -> str:
    """The version of saylau where this is run."""
    return __version__
