"""What can be done in the background, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise

from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress

Work = Callable[[Job, Progress], Any]
"""Does a job and returns its result, which is written as JSON; may be run again after a power cut."""


@dataclass(frozen=True)
class Kind:
    """One kind of work."""

    title: Promise | str
    work: Work
    action: str
    """What whoever asked has to be permitted still when the work begins: in the case of the job, else in the
    installation."""
    page: str = ""
    """Name of the address that shows the result; it takes the case's `slug`, and `uid` where the result has one."""


JOBS: Mapping[str, Kind] = MappingProxyType({})
"""Every kind of work, by the verb of its jobs."""
