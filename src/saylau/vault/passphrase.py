"""Passphrases: asked for without showing them, and refused where they are easily guessed."""

from __future__ import annotations

import getpass
import sys
import unicodedata

from saylau.errors import WrongUse

FEWEST_CHARACTERS = 12
FEWEST_WORDS = 4
TRIES = 3
_FEWEST_DIFFERENT = 5


def line(prompt: str) -> str:
    """One hidden line from the terminal, or the next line of standard input where that is no terminal.

    Raises `WrongUse` at the end of standard input. Composed letters are made alike (NFC): keyboards differ.
    """
    if sys.stdin.isatty():
        typed = getpass.getpass(f"{prompt}: ")
    else:
        typed = sys.stdin.readline()
        if not typed:
            raise WrongUse(f"{prompt}: standard input ended; write one line for it, or run the command in a terminal")
    return unicodedata.normalize("NFC", typed.rstrip("\r\n"))


def existing() -> str:
    """The passphrase of a vault that is there."""
    return line("Passphrase of the vault")


def new() -> str:
    """A new passphrase, asked for twice. Raises `WrongUse` where it is weak or the two differ.

    On a terminal it is asked for up to three times: after a refusal the next passphrase would be typed into the shell,
    which shows it and keeps it.
    """
    for _ in range(TRIES - 1 if sys.stdin.isatty() else 0):
        try:
            return _asked_twice()
        except WrongUse as refused:
            print(f"{refused}\n", file=sys.stderr, flush=True)
    return _asked_twice()


def _asked_twice() -> str:
    first = line(f"New passphrase, at least {FEWEST_CHARACTERS} characters or {FEWEST_WORDS} words")
    refuse_weak(first)
    if line("The same once more") != first:
        raise WrongUse("the two passphrases differ; nothing was written")
    return first


def refuse_weak(passphrase: str) -> None:
    """Raises `WrongUse` for a passphrase that is empty, short or of few different characters. It cannot see the rest:
    a line of a song passes."""
    if not passphrase.strip():
        raise WrongUse("an empty passphrase protects nothing; write at least four words that belong to no sentence")
    short = len(passphrase) < FEWEST_CHARACTERS and len(set(passphrase.split())) < FEWEST_WORDS
    if short or len(set(passphrase)) < _FEWEST_DIFFERENT:
        raise WrongUse(
            f"this passphrase is easily guessed; take at least {FEWEST_CHARACTERS} characters or {FEWEST_WORDS} "
            "different words, drawn by lot rather than thought of"
        )
