"""Locking: what is opened for one sign-in alone is closed when that sign-in ends, however it ends.

Whoever keeps something open in memory for a sign-in, as the vault does, hands `on_lock` a function that closes it. It
is called with the key of the session that ends, or with None where everything is to be closed.
"""

from __future__ import annotations

from collections.abc import Callable

Close = Callable[[str | None], None]
_CLOSE: list[Close] = []


def on_lock(close: Close) -> Close:
    """Have a function called at each lock; may be used as a decorator."""
    if close not in _CLOSE:
        _CLOSE.append(close)
    return close


def lock(session_key: str | None) -> None:
    """Close what is open for one sign-in; without a key there is nothing to close."""
    if session_key:
        for close in _CLOSE:
            close(session_key)


def lock_everything() -> None:
    """Close what is open for anybody in this process."""
    for close in _CLOSE:
        close(None)
