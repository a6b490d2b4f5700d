"""Jobs in a process of their own: however long they compute, pages are answered meanwhile.

The server's worker takes a job and hands its number over; the process does it and says that it ended. It begins with
the first job, ends when nothing was asked of it for a while, and ends at once, whatever it does, when the server does:
what it had not committed is not there, and the job waits again.
"""

from __future__ import annotations

import importlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import IO

from django.db import close_old_connections

from saylau.server import start

_MODULE = "saylau.server.jobs.apart"
_ENDED = b"ended\n"
_IDLE_SECONDS = 600.0


class Apart:
    """The process beside the server; one thread uses it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._used = 0.0

    def do(self, job: int) -> bool:
        """Have one job done, and wait for it; False where the process was ended by something else before that."""
        self._used = time.monotonic()
        try:
            ended = _asked(self._running(), job)
        except OSError:
            ended = False
        if not ended:
            self.end()
        return ended

    def end_if_idle(self) -> None:
        """Give the memory back where nothing was asked for a while."""
        if self._process is not None and time.monotonic() - self._used > _IDLE_SECONDS:
            self.end()

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            # -P: a file in the current folder that is named like a package must not take its place.
            command = [sys.executable, "-P", "-m", _MODULE]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process


def _asked(process: subprocess.Popen[bytes], job: int) -> bool:
    if process.stdin is None or process.stdout is None:
        raise AssertionError("the process is started with both")
    process.stdin.write(b"%d\n" % job)
    process.stdin.flush()
    return process.stdout.readline() == _ENDED


def main() -> None:
    """Do jobs by the numbers that are read, one after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is meant for the server; this ends with it
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what anything prints is not taken for an answer
    asked: queue.SimpleQueue[int] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), name="saylau-listening", daemon=True).start()
    start.load()
    worker = importlib.import_module("saylau.server.jobs.worker")
    while True:
        job = asked.get()
        close_old_connections()
        worker.do(worker.job_of(job))
        answers.write(_ENDED)


def _listen(given: IO[bytes], asked: queue.SimpleQueue[int]) -> None:
    """Pass on what is asked; where the server is gone, so is this process."""
    for line in given:
        asked.put(int(line))
    os._exit(0)


if __name__ == "__main__":
    main()
