"""The vault of a case: making, unlocking, locking, recovering, and the drill of its recovery key."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saylau.errors import SaylauError, WrongKey, WrongUse
from saylau.server.access.guard import grants
from saylau.server.access.throttle import throttle
from saylau.server.audit.chain import append
from saylau.server.pages.people.forms import NewPassphrase, Passphrase, Recovering, RecoveryKey
from saylau.server.pages.people.visit import Visit, visited
from saylau.server.vault import keeper, setup
from saylau.server.vault.access import SET_UP


@visited()
def show(visit: Visit) -> HttpResponse:
    """How the vault stands, and what can be done with it."""
    told = {
        "may_set_up": bool(grants(visit.user, visit.case, SET_UP)),
        "last_drill": setup.last_drill(visit.case),
        "new": NewPassphrase(),
        "recovery": RecoveryKey(),
    }
    return visit.page("vault.html", told)


@visited(recent=True)
def unlock(visit: Visit) -> HttpResponse:
    """The passphrase, after the password or key of the sign-in was given within five minutes."""
    form = Passphrase(visit.request.POST or None)
    status = 200
    if visit.request.method == "POST" and form.is_valid():
        throttle("unlock", visit.user.uid)
        try:
            keeper.unlock(str(visit.key), visit.user, visit.case, form.cleaned_data["passphrase"], visit.until)
        except WrongKey as wrong:
            form.add_error("passphrase", str(wrong))
            status = 422
        else:
            messages.success(visit.request, _("Unlocked, until it was not used for 15 minutes."))
            return redirect("people", visit.case.slug)
    return visit.page("unlock.html", {"form": form}, status)


@require_POST
@visited()
def lock(visit: Visit) -> HttpResponse:
    """Lock the vault for this sign-in, at once."""
    if keeper.close(str(visit.key), visit.case.uid):
        append(visit.user.uid, "vault.lock", visit.case.uid)
    messages.success(visit.request, _("The vault is locked."))
    return redirect("people", visit.case.slug)


@require_POST
@visited(SET_UP, recent=True)
def make(visit: Visit) -> HttpResponse:
    """Make the vault. The recovery key is on this page and nowhere else."""
    form = NewPassphrase(visit.request.POST)
    if form.is_valid():
        try:
            key = setup.make(visit.user, visit.case, form.cleaned_data["passphrase"])
        except WrongUse as weak:
            form.add_error("passphrase", str(weak))
        else:
            return visit.page("made.html", {"key": key, "recovery": RecoveryKey()})
    told = {"may_set_up": True, "new": form, "recovery": RecoveryKey(), "last_drill": None}
    return visit.page("vault.html", told, 422)


@require_POST
@visited(SET_UP, recent=True)
def finish(visit: Visit) -> HttpResponse:
    """The recovery key, typed back."""
    return _typed_back(visit, _("The vault is ready, and unlocked for you."), finishing=True)


@require_POST
@visited(SET_UP, recent=True)
def drill(visit: Visit) -> HttpResponse:
    """The recovery key, tried again."""
    return _typed_back(visit, _("The recovery key opens the vault. Put it back where it was."), finishing=False)


def _typed_back(visit: Visit, said: str, *, finishing: bool) -> HttpResponse:
    form = RecoveryKey(visit.request.POST)
    if form.is_valid():
        throttle("unlock", visit.user.uid)
        try:
            if finishing:
                setup.finish(str(visit.key), visit.user, visit.case, form.cleaned_data["recovery"], visit.until)
            else:
                setup.drill(visit.user, visit.case, form.cleaned_data["recovery"])
        except WrongKey as wrong:
            form.add_error("recovery", str(wrong))
        else:
            messages.success(visit.request, said)
            return redirect("people" if finishing else "vault", visit.case.slug)
    told = {"may_set_up": True, "new": NewPassphrase(), "recovery": form, "last_drill": setup.last_drill(visit.case)}
    return visit.page("vault.html", told, 422)


@visited(SET_UP, recent=True)
def recover(visit: Visit) -> HttpResponse:
    """A new passphrase by the recovery key."""
    form = Recovering(visit.request.POST or None)
    if visit.request.method == "POST" and form.is_valid():
        throttle("unlock", visit.user.uid)
        told = form.cleaned_data
        try:
            setup.recover(str(visit.key), visit.user, visit.case, told["recovery"], told["passphrase"], visit.until)
        except SaylauError as wrong:
            form.add_error("recovery" if isinstance(wrong, WrongKey) else "passphrase", str(wrong))
        else:
            messages.success(visit.request, _("The new passphrase opens the vault. Tell it to the others by hand."))
            return redirect("people", visit.case.slug)
    return visit.page("recover.html", {"form": form}, 422 if form.errors else 200)


@require_POST
@visited(SET_UP, recent=True)
def begin_anew(visit: Visit) -> HttpResponse:
    """Remove a vault whose recovery key was lost before it was typed back."""
    setup.begin_anew(visit.user, visit.case)
    messages.success(visit.request, _("The empty vault was removed. Make it anew."))
    return redirect("vault", visit.case.slug)
