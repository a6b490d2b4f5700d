"""A parser in a process of its own, with little memory and time: whatever a file does to it, the caller gets an answer.

The parent calls `run_child`; the module that it names calls `limit_self` before it looks at the file.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

if sys.platform != "win32":
    import resource

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""Flags of Linux for a process without the network of the others."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a parser may use."""

    memory: int = 1 << 30
    """Bytes of address space."""
    seconds: int = 30
    """Of processor time."""
    clock: float = 60
    """Seconds until it is ended, whatever it does."""
    files: int = 32
    """Files open at once."""
    largest_file: int = 64 << 20
    """Bytes of any file that it writes."""
    answer: int = 16 << 20
    """Bytes of its answer."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: with an answer, or of what it died."""

    answer: bytes = b""
    died_of: str = ""
    """`memory`, `time`, `size` or `fault`; empty where it answered."""


def run_child(
    module: str, arguments: Sequence[str], folder: Path, limits: Limits, handles: Sequence[int] = ()
) -> Ended:
    """Run a module on its own: no environment, `folder` as its working folder, its answer on standard output.

    `handles` are files that it inherits, which Windows does not know.
    """
    # -I: nothing from the environment or the working folder is imported. -B: nothing is written beside the modules.
    command = [sys.executable, "-I", "-B", "-m", module, *arguments]
    # Windows finds its own libraries by this one name.
    environment = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if sys.platform == "win32" else {}
    with _answer() as answer:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=answer, stderr=subprocess.DEVNULL, cwd=folder, env=environment,
            close_fds=True, pass_fds=handles, start_new_session=True,
        )  # fmt: skip
        try:
            code = child.wait(limits.clock)
        except subprocess.TimeoutExpired:
            return Ended(died_of="time")
        finally:
            _end(child)
        if code != 0:
            return Ended(died_of=_cause(code))
        answer.seek(0)
        told = answer.read(limits.answer + 1)
    return Ended(told) if len(told) <= limits.answer else Ended(died_of="size")


def _answer() -> BinaryIO:
    """Where an answer is written: what a file says belongs on no other disk, so in memory where the system can."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("answer"), "w+b")
    return cast("BinaryIO", tempfile.TemporaryFile())


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child that runs still, and whatever it may have started."""
    if child.returncode is None:
        if sys.platform == "win32":
            child.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _cause(code: int) -> str:
    """Of what a child died, as far as its exit code tells."""
    if sys.platform == "win32" or code > 0:
        return "fault"
    causes = {signal.SIGXCPU: "time", signal.SIGXFSZ: "size"}
    # The system ends what takes too much memory; compiled parsers abort or touch what they were not given.
    memory = (signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS)
    return causes.get(signal.Signals(-code), "memory" if -code in memory else "fault")


def limit_self(limits: Limits) -> None:
    """Limit this process where the system can; elsewhere only the parent's clock limits it."""
    # Compiled arithmetic that a parser may load takes address space for every processor.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    if sys.platform == "win32":
        return
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            # It fails where the system does not allow it to ordinary users; then the network stays.
            ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    # Once the limit of the processes is set, this one can start neither a process nor a thread, save as root.
    wanted = (
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.largest_file), (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_NPROC, 0),
    )  # fmt: skip
    for limit, most in wanted:
        _, hard = resource.getrlimit(limit)
        # A second more for the hard limit of time: at the soft one the process dies of a signal that says so.
        last = most + 1 if limit == resource.RLIMIT_CPU else most
        # macOS knows no limit of address space.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(
                limit, (most, last) if hard == resource.RLIM_INFINITY else (min(most, hard), min(last, hard))
            )
