"""Every error that saylau raises on purpose.

    SaylauError                 exit code 1
    ├── BadValue                a text is not a value of its type
    ├── CaseRefused             4   a case holds problems; nothing of it was loaded
    ├── NotFound                2   a case, check, finding or fact of that name does not exist
    ├── WrongUse                2   the command was asked for something that it cannot do
    ├── LawError                    the rule layer cannot answer
    │   ├── NotInForce              no value or edition on that day
    │   └── ContradictingRules      two rules in force that are not declared as readings
    ├── ReportRefused           5   the report may not be written as asked
    └── VaultError              6   the vault was not opened, or not written; it is as it was before
        ├── WrongKey                passphrase or key does not open it
        ├── VaultDamaged            the file is not what saylau wrote
        ├── VaultChanged            somebody else wrote it meanwhile
        └── FormRefused         4   a form of persons holds problems; nothing of it was added

Exit code 3 belongs to `run`: the machine lacks something.
A message says what is wrong, where, why, and what to do. A user's error has no traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class SaylauError(Exception):
    """Base of all errors that carry a message for the user."""

    exit_code = 1


class BadValue(SaylauError, ValueError):
    """A text that is not a value of its type: what it is, and what would be right."""

    def __init__(self, text: str, why: str, right: str) -> None:
        self.text, self.why, self.right = text, why, right
        super().__init__(f"{text!r}: {why}; {right}")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a case folder or workbook."""

    file: str
    row: int
    """Line in the file, the header being line 1; 0 where the whole file is meant."""
    column: str
    value: str
    why: str
    right: str

    def __str__(self) -> str:
        place = self.file + (f", row {self.row}" if self.row else "")
        place += f", column {self.column}" if self.column else ""
        return f"{place}: {self.value!r}: {self.why}; {self.right}"


class CaseRefused(SaylauError):
    """A case that cannot be read. Carries every problem found, sorted by place."""

    exit_code = 4

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class NotFound(SaylauError):
    """No case, check, finding or fact of that name."""

    exit_code = 2


class WrongUse(SaylauError):
    """A request that contradicts itself or cannot be done."""

    exit_code = 2


class LawError(SaylauError):
    """The rule layer cannot answer."""


class NotInForce(LawError):
    """No rule, edition or legal value on the day asked for. There is no default."""


class ContradictingRules(LawError):
    """Two rules in force answer the same question and are not declared as readings of one provision."""


class ReportRefused(SaylauError):
    """The report may not be written as asked: unsigned findings, or a citation of what does not exist."""

    exit_code = 5


class VaultError(SaylauError):
    """The vault was not opened or not written. No message holds a value out of it."""

    exit_code = 6


class WrongKey(VaultError):
    """The passphrase, recovery key or kept key does not open the vault."""


class VaultDamaged(VaultError):
    """The file is not what saylau wrote: cut, changed, or put together from several."""


class VaultChanged(VaultError):
    """Somebody else wrote the vault after it was read, or is writing it."""


class FormRefused(VaultError):
    """A form that cannot be read. Carries what is wrong, place by place, and never a value of it."""

    exit_code = 4

    def __init__(self, name: str, wrong: Iterable[str]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("\n".join((f"{name}: nothing of it was added", *(f"  {line}" for line in self.wrong))))
