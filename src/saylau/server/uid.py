"""Names of rows for addresses: ordered by time, otherwise random, without a meaning."""

from __future__ import annotations

import secrets
import time

LENGTH = 32


def uid() -> str:
    """32 hexadecimal digits: 12 of the time in milliseconds, 20 random."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"
