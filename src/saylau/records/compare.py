"""What changed between two states of a case: facts, sources, texts, rules and what the case says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saylau.records.base import Record
from saylau.records.case import Case
from saylau.records.columns import CLAIM_COLUMNS, cells
from saylau.records.fact import Display, Fact, Status
from saylau.records.problems import WITHHELD


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as the texts of a cell; `(withheld)` where the row may not be shown."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A fact (or source, text, prose, rule, review, case) that differs; `fields` is empty where it came or went."""

    kind: str
    """Name of the kind of a fact; else source, text, prose, rule, review or case."""
    name: str
    """Name of the claim, or id of the source; the key of anything else, its parts joined by a dot."""
    thing: str
    """The thing that a fact is about; the name of anything else."""
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FactChanges:
    """Everything that differs, each list in the order of the case."""

    added: tuple[Change, ...]
    changed: tuple[Change, ...]
    withdrawn: tuple[Change, ...]
    """Still in the case, and marked as withdrawn."""
    removed: tuple[Change, ...]
    """No longer in the case."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any((self.added, self.changed, self.withdrawn, self.removed))


@dataclass(frozen=True, slots=True)
class _Item:
    thing: str
    cells: Mapping[str, str]
    withheld: bool = False


_Key = tuple[str, str]


def compare_facts(a: Case, b: Case) -> FactChanges:
    """What to do to `a` to come to `b`. Facts are matched by the name of the claim within a kind."""
    before, after = dict(_items(a)), dict(_items(b))
    changed: list[Change] = []
    withdrawn: list[Change] = []
    for key, item in after.items():
        if key in before and before[key].cells != item.cells:
            change = _change(key, before[key], item)
            now = item.cells.get("status") == Status.WITHDRAWN != before[key].cells.get("status")
            (withdrawn if now else changed).append(change)
    return FactChanges(
        added=tuple(Change(*key, item.thing) for key, item in after.items() if key not in before),
        changed=tuple(changed),
        withdrawn=tuple(withdrawn),
        removed=tuple(Change(*key, item.thing) for key, item in before.items() if key not in after),
    )


def _change(key: _Key, before: _Item, after: _Item) -> Change:
    hidden = before.withheld or after.withheld
    fields = [
        FieldChange(name, WITHHELD, WITHHELD) if hidden else FieldChange(name, old, new)
        for name in dict.fromkeys([*before.cells, *after.cells])
        if (old := before.cells.get(name, "")) != (new := after.cells.get(name, ""))
    ]
    return Change(*key, after.thing, tuple(fields))


def _items(case: Case) -> list[tuple[_Key, _Item]]:
    """Everything in a case as cells, by kind and name."""
    found: list[tuple[_Key, _Item]] = [(("case", "case"), _Item("case", cells(case.info)))]
    found += [(("source", name), _Item(name, cells(source))) for name, source in case.sources.items()]
    found += [((fact.kind, fact.fact), _of_fact(fact)) for fact in case.facts]
    kept = {name for fact in case.facts if fact.display in _KEPT for name in (fact.id, fact.fact)}
    found += [(("text", ".".join(k)), _Item(k[0], {"text": text}, k[0] in kept)) for k, text in case.texts.items()]
    secret = _told(fact for fact in case.facts if fact.display in _KEPT)
    secret -= _told(fact for fact in case.facts if fact.display not in _KEPT)
    # The key of a phrase is its words: of those that stand in rows that are kept alone, the change of the row tells.
    known = {key: says for key, says in case.phrases.items() if key[0] not in secret}
    found += [(("phrase", ".".join(key)), _Item(key[0], {"says": says})) for key, says in known.items()]
    found += [(("prose", ".".join(key)), _Item(key[0], {"text": text})) for key, text in case.prose.items()]
    for rule in case.declared:
        found.append((("rule", rule.key), _Item(rule.name, cells(rule))))
    found += [
        (("review", f"{review.finding}.{review.hash}.{review.reviewer}"), _Item(review.finding, cells(review)))
        for review in case.reviews
    ]
    return found


def _of_fact(fact: Fact[Record]) -> _Item:
    claim = {column.name: str(getattr(fact, column.name)) for column in CLAIM_COLUMNS}
    return _Item(fact.id, cells(fact.record) | claim, fact.display in _KEPT)


_KEPT = (Display.WITHHELD, Display.NUMBER)
"""Displays of rows whose values are not told: names of private people stand in those shown by number."""


def _told(facts: Iterable[Fact[Record]]) -> set[str]:
    """Every text and list member that stands in a row."""
    values = [getattr(f.record, name) for f in facts for name in type(f.record).model_fields]
    return {str(one) for value in values for one in (value if isinstance(value, tuple) else (value,))}
