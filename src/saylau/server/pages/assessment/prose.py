"""The text of the report by chapter and language: read by whoever reads the assessment, written by editors."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saylau.records.texts import CHAPTERS
from saylau.server.access.guard import get_case_for, grants
from saylau.server.assessment.prose import languages_of, preview, prose_name
from saylau.server.pages.assessment.forms import Writing
from saylau.server.pages.common import user_of
from saylau.server.store.models import Part
from saylau.server.store.parts import part_of, version_of, write_part


@dataclass(frozen=True)
class Chapter:
    """A chapter with the text that each language has."""

    name: str
    languages: tuple[tuple[str, int, Part | None], ...]
    """Language, number of words, and the file."""

    @property
    def title(self) -> str:
        """The name as words."""
        return self.name.replace("-", " ").capitalize()


@login_required
def list_chapters(request: HttpRequest, slug: str) -> HttpResponse:
    """The chapters that can hold a text of one's own, and how much there is in each language."""
    user = user_of(request)
    case = get_case_for(user, slug, "assessment.read")
    parts = {part.name: part for part in case.parts.filter(name__startswith="text/").select_related("changed_by")}
    languages = languages_of(case)
    chapters = []
    for name in CHAPTERS:
        found = [(language, parts.get(prose_name(name, language))) for language in languages]
        chapters.append(Chapter(name, tuple((language, _words(part), part) for language, part in found)))
    may_write = bool(grants(user, case, "prose.write"))
    told = {"case": case, "chapters": chapters, "languages": languages, "may_write": may_write}
    return render(request, "assessment/prose.html", told)


@login_required
def edit_chapter(request: HttpRequest, slug: str, chapter: str, language: str) -> HttpResponse:
    """Write the text of a chapter in a language, or see how it will read; editors only."""
    user = user_of(request)
    case = get_case_for(user, slug, "prose.write")
    if chapter not in CHAPTERS or language not in languages_of(case):
        raise Http404
    name = prose_name(chapter, language)
    content = part_of(case, name)
    form = Writing(request.POST or None, initial={"text": content.decode(), "was": version_of(content)})
    told = {"case": case, "chapter": Chapter(chapter, ()), "language": language, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "assessment/edit_prose.html", told, status=422 if form.errors else 200)
    text = form.cleaned_data["text"].replace("\r\n", "\n").strip()
    text = text + "\n" if text else ""
    if "preview" in request.POST:
        told["preview"] = preview(user, case, chapter, language, text)
        return render(request, "assessment/edit_prose.html", told)
    if form.cleaned_data["was"] != version_of(content):
        told |= {"theirs": content.decode(), "was_now": version_of(content)}
        return render(request, "assessment/edit_prose.html", told, status=409)
    changed = write_part(user, case, name, text.encode(), form.cleaned_data["was"])
    messages.success(request, _("The text is saved.") if changed else _("Nothing had changed."))
    return redirect("prose", slug=slug)


def _words(part: Part | None) -> int:
    return len(bytes(part.content).decode(errors="replace").split()) if part else 0
