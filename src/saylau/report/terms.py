"""Words that a reader may not know: explained in one place, to which the first use of each in the report leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from saylau.records.fact import Fact
from saylau.records.kinds import GlossaryTerm
from saylau.report.document import Figure, Line, Paragraph, Section, Table, Text
from saylau.report.pen import Pen
from saylau.report.words import fact_anchor

ANCHOR = "words-explained"


@dataclass(frozen=True)
class Explained:
    """A word with the forms in which it stands in sentences, and the anchor of its explanation."""

    forms: tuple[str, ...]
    anchor: str
    claim: str = ""
    """Anchor of the claim that explains it, in which its use is not its first."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Any of the forms as whole words, the longest first; a first letter may be a capital."""
        said = sorted(self.forms, key=lambda form: (-len(form), form))
        return re.compile("|".join(rf"(?<![\w-])(?i:{re.escape(f[0])}){re.escape(f[1:])}(?![\w-])" for f in said))


def explained(pen: Pen) -> tuple[Explained, ...]:
    """The words that the case explains, in the language of the report."""
    return tuple(
        Explained(tuple(dict.fromkeys(_forms(pen, fact))), f"explained-{fact.id}", fact_anchor(fact.fact))
        for fact in pen.assessment.case.all(GlossaryTerm)
    )


def _forms(pen: Pen, fact: Fact[GlossaryTerm]) -> Sequence[str]:
    said = [pen.wording(fact, "term")]
    if fact.record.forms:
        said += pen.wording(fact, "forms").split(";")
    return [form.strip() for form in said if form.strip()]


def words_section(pen: Pen, number: str) -> tuple[Section, ...]:
    """The words and what they mean; empty where the case explains none."""
    told = pen.assessment.case.all(GlossaryTerm)
    if not told:
        return ()
    facts = sorted(told, key=lambda f: pen.words.sort_key(pen.wording(f, "term")))
    blocks = (pen.paragraph(pen.say("The first use of each of these words in the report leads here.")),)
    return (Section(ANCHOR, number, pen.say("Words explained"), (*blocks, *(_entry(pen, f) for f in facts))),)


def _entry(pen: Pen, fact: Fact[GlossaryTerm]) -> Paragraph:
    term = Text(pen.wording(fact, "term"), strong=True)
    says = Text(pen.say(": {means}", means=pen.wording(fact, "means")))
    return pen.paragraph((term, says, *pen.cite_facts((fact.fact,))), anchor=f"explained-{fact.id}")


def with_first_uses(sections: tuple[Section, ...], words: Sequence[Explained]) -> tuple[Section, ...]:
    """The sections, in which the first use of each word in running text leads to its explanation.

    Words in figures, in the numbers behind findings, in links and in the explanations themselves stay as they are.
    """
    waiting = {word.anchor: word.pattern for word in words}
    own = {ANCHOR, *(word.claim for word in words if word.claim)}
    return tuple(_linked(section, waiting, own) for section in sections)


def _linked(part: Any, waiting: dict[str, re.Pattern[str]], own: set[str]) -> Any:
    behind = isinstance(part, Figure) or (isinstance(part, Table) and part.number is None)
    if not waiting or behind or getattr(part, "anchor", "") in own:
        return part
    if isinstance(part, tuple):
        if any(isinstance(item, Text) for item in part):
            return _linked_line(part, waiting)
        return tuple(_linked(item, waiting, own) for item in part)
    if is_dataclass(part) and not isinstance(part, type | Text):
        new = {f.name: _linked(getattr(part, f.name), waiting, own) for f in fields(part)}
        changed = {name: value for name, value in new.items() if value is not getattr(part, name)}
        return replace(part, **changed) if changed else part
    return part


def _linked_line(line: Line, waiting: dict[str, re.Pattern[str]]) -> Line:
    parts: list[Any] = []
    for item in line:
        plain = isinstance(item, Text) and not item.target and not item.url
        parts.extend(_linked_text(item, waiting) if plain and isinstance(item, Text) else (item,))
    return tuple(parts)


def _linked_text(text: Text, waiting: dict[str, re.Pattern[str]]) -> list[Text]:
    """A text parted at the first word that waits for its first use, and so on in what follows."""
    found = [(m.start(), -m.end(), anchor, m) for anchor, p in waiting.items() if (m := p.search(text.text))]
    if not found:
        return [text]
    _, _, anchor, match = min(found, key=lambda at: at[:3])
    del waiting[anchor]
    before, after = text.text[: match.start()], text.text[match.end() :]
    rest = _linked_text(replace(text, text=after), waiting) if after else []
    return [*([replace(text, text=before)] if before else []), replace(text, text=match[0], target=anchor), *rest]
