"""Tables over private people that may be printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from saylau.assessment.tables import Printed
from saylau.errors import SaylauError
from saylau.report.table_files import table_lines
from saylau.report.words import words_for
from saylau.server.access.guard import NotPermitted
from saylau.server.pages.people.forms import Reason
from saylau.server.pages.people.forms_joint import HEADS, OF, Counting
from saylau.server.pages.people.visit import Visit, visited
from saylau.server.vault.access import read_now
from saylau.server.vault.models import PrintedTable
from saylau.server.vault.tables import READ, check_can_print, print_table, table_of
from saylau.values import Truth
from saylau.vault.vault import Vault

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def _vault(visit: Visit) -> Vault | None:
    """The vault of a case that has one: without it nobody could be counted. Raises `Locked`."""
    return visit.vault() if read_now(visit.case).info.vault is Truth.YES else None


def _asked(told: Mapping[str, Any]) -> tuple[str, list[str]]:
    """What is counted, and by which heads."""
    form = Counting(told)
    if not form.is_valid():
        return "", []
    return form.cleaned_data["of"], [h for h in (form.cleaned_data["rows"], form.cleaned_data["columns"]) if h]


@visited(READ)
def tables(visit: Visit) -> HttpResponse:
    """A table by one head or two, as it may be printed today."""
    return _page(visit, Reason())


def _page(visit: Visit, reason: Reason) -> HttpResponse:
    vault = _vault(visit)
    data = visit.request.POST or visit.request.GET
    of, by = _asked(data) if data.get("of") else ("", [])
    table, refused = None, ""
    if of:
        try:
            table = table_of(vault, visit.case, of, by)
        except SaylauError as no:
            refused = str(no)
    why = ""
    try:
        check_can_print(visit.user, visit.case)
    except NotPermitted as no:
        why = str(no)
    told = {
        "form": Counting(data if data.get("of") else None), "table": table, "refused": refused, "why_not": why,
        "lines": _lines(visit, table) if table else [], "reason": reason, "of": of, "by": by,
        "heads": " / ".join(str(HEADS[name]) for name in by), "what": OF.get(of, ""),
        "earlier": PrintedTable.objects.filter(case=visit.case).select_related("taken_by").order_by("-pk")[:50],
    }  # fmt: skip
    return visit.page("tables.html", told, 422 if refused or reason.errors else 200)


def _lines(visit: Visit, table: Printed) -> list[list[str]]:
    return table_lines(table, words_for(visit.language, read_now(visit.case)))


@require_POST
@visited(READ)
def take_table(visit: Visit) -> HttpResponse:
    """The table as a file, for outside; it is kept as printed first."""
    check_can_print(visit.user, visit.case)
    vault, form = _vault(visit), Reason(visit.request.POST)
    of, by = _asked(visit.request.POST)
    kind = visit.request.POST.get("format", "")
    if form.is_valid() and of and kind in FORMATS:
        try:
            name, data = print_table(
                visit.user, vault, visit.case, of, by, kind, visit.language, form.cleaned_data["reason"]
            )
        except SaylauError as refused:
            form.add_error("reason", str(refused))
        else:
            answer = HttpResponse(data, content_type=FORMATS[kind])
            answer["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
    return _page(visit, form)
