"""Names and wording of a thing in further languages, entered beside what the record says."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saylau.errors import CaseRefused
from saylau.records.texts import LANGUAGE
from saylau.server.access.guard import get_case_for, get_fact_for
from saylau.server.pages.common import user_of
from saylau.server.pages.facts.fields import said_of
from saylau.server.pages.facts.shown import brief, label_of, words_here
from saylau.server.review.policies import check_can_word
from saylau.server.store.conflict import Stale
from saylau.server.store.context import NOT_IN_FOLDER
from saylau.server.store.models import Case, Fact
from saylau.server.store.settings_of import languages_of
from saylau.server.store.texts import Key, further_texts, text_columns, texts_of, write_texts


@dataclass(frozen=True)
class TextField:
    """One text of the thing in one language."""

    name: str
    label: str
    language: str
    own: str
    """What the record says."""
    value: str
    elsewhere: str
    """What the case says for these words wherever they stand."""
    standing: str
    """What stands now, where that is not what the form was opened with."""


@login_required
def edit_texts(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """The texts of a fact's thing in each language of the case, and in one more."""
    user = user_of(request)
    case = get_case_for(user, slug, "fact.read")
    fact = get_fact_for(user, case, uid, "fact.change")
    fact.case = case
    if not text_columns(fact.kind) or fact.state in NOT_IN_FOLDER:
        raise Http404
    check_can_word(user, fact)
    standing = texts_of(case, fact.thing)
    more = request.GET.get("language", "")
    more = more if LANGUAGE.fullmatch(more) else ""
    if request.method != "POST":
        return _page(request, case, fact, standing, standing, more)
    told = {
        key: request.POST[f"{key[0]}.{key[1]}"]
        for key in _keys(fact, case, standing, more)
        if _name(key) in request.POST
    }
    seen = {key: text for key in told if (text := request.POST.get(f"_was-{_name(key)}", "").replace("\r\n", "\n"))}
    seen |= {key: text for key, text in standing.items() if key not in told}
    try:
        write_texts(user, fact, told, seen)
    except Stale as refused:
        return _page(request, case, fact, standing, told, more, (str(refused),), 409)
    except CaseRefused as refused:
        return _page(request, case, fact, standing, told, more, tuple(map(said_of, refused.problems)), 422)
    messages.success(request, _("Saved."))
    return redirect("fact", slug=slug, uid=uid)


def _name(key: Key) -> str:
    return f"{key[0]}.{key[1]}"


def _keys(fact: Fact, case: Case, standing: dict[Key, str], more: str) -> list[Key]:
    """Column and language of each field of the form."""
    languages = dict.fromkeys([*languages_of(case)[1:], *(language for _, language in sorted(standing)), more])
    filled = [column.name for column in text_columns(fact.kind) if fact.body.get(column.name)]
    columns = dict.fromkeys([*filled, *(column for column, _ in sorted(standing))])
    return [(column, language) for column in columns for language in languages if language]


def _page(
    request: HttpRequest, case: Case, fact: Fact, standing: dict[Key, str], told: dict[Key, str], more: str,
    errors: tuple[str, ...] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    words = words_here()
    elsewhere = further_texts(
        case, "", {column.name: fact.body.get(column.name, "") for column in text_columns(fact.kind)}
    )
    fields = [
        TextField(
            _name(key), label_of(key[0], words), key[1], fact.body.get(key[0], ""), told.get(key, ""),
            elsewhere.get(key, ""),
            standing.get(key, "") if status == 409 and standing.get(key, "") != told.get(key, "") else "",
        )
        for key in _keys(fact, case, standing, more)
    ]  # fmt: skip
    told_now = {
        "case": case, "fact": fact, "title": brief(fact.kind, fact.body, words), "fields": fields, "errors": errors,
        "standing": [(_name(key), text) for key, text in standing.items()], "more": more,
    }  # fmt: skip
    return render(request, "facts/texts.html", told_now, status=status)
