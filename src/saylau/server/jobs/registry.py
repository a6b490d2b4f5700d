"""What can be done in the background, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from saylau.server.jobs.models import Job
from saylau.server.jobs.progress import Progress

Work = Callable[[Job, Progress], Any]
"""Does a job and returns its result, which is written as JSON; may be run again after a power cut."""
JOBS: Mapping[str, Work] = {}
