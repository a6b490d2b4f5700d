"""Asked: something that would settle an open point, as the program asks it."""

from __future__ import annotations

from dataclasses import dataclass

from saylau.values.message import Said


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: what is asked, who can answer, and what depends on it.

    The report and the letters say which election is meant; `about` names whom or what within it.
    """

    asks: Said
    who: Said
    about: Said = ""
    provision: str = ""
    why: Said = ""
    areas: tuple[str, ...] = ()
