"""The vault of a case: making, bringing, unlocking, locking, recovering, its recovery key, and letting its file out."""

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
from saylau.server.pages.people.forms import Bringing, NewPassphrase, Passphrase, Reason, Recovering, RecoveryKey
from saylau.server.pages.people.visit import Visit, sources_of, visited
from saylau.server.vault import keeper, setup
from saylau.server.vault.access import SET_UP
from saylau.server.vault.asking import OUT, ask, open_asked
from saylau.server.vault.carrying import LARGEST, bring
from saylau.server.vault.models import Asked


@visited()
def show(visit: Visit) -> HttpResponse:
    """How the vault stands, and what can be done with it."""
    return _vault(visit)


def _vault(visit: Visit, status: int = 200, **forms: object) -> HttpResponse:
    """The page of the vault, with the forms on it; one with faults takes the place of an empty one."""
    told = {
        "may_set_up": bool(grants(visit.user, visit.case, SET_UP)), "last_drill": setup.last_drill(visit.case),
        "new": NewPassphrase(), "recovery": RecoveryKey(), "reason": Reason(),
        "asked": open_asked(visit.user, visit.case, what=Asked.VAULT),
    }  # fmt: skip
    return visit.page("vault.html", told | forms, status)


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
    return _vault(visit, 422, new=form)


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
    return _vault(visit, 422, recovery=form)


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
def new_key(visit: Visit) -> HttpResponse:
    """A new recovery key, on this page and nowhere else; the old one holds until it was typed back."""
    key = setup.new_recovery_key(visit.key, visit.case)
    return visit.page("new_key.html", {"key": key, "form": Recovering()})


@require_POST
@visited(SET_UP, recent=True)
def finish_new_key(visit: Visit) -> HttpResponse:
    """The new recovery key, typed back, and the passphrase that belongs to it."""
    form = Recovering(visit.request.POST)
    if form.is_valid():
        throttle("unlock", visit.user.uid)
        told = form.cleaned_data
        try:
            setup.finish_new_recovery_key(
                str(visit.key), visit.user, visit.case, told["recovery"], told["passphrase"], visit.until
            )
        except (WrongKey, WrongUse) as wrong:
            form.add_error("recovery" if isinstance(wrong, WrongKey) else None, str(wrong))
        else:
            messages.success(visit.request, _("The new recovery key and passphrase open the vault. Destroy the old."))
            return redirect("vault", visit.case.slug)
    return visit.page("new_key.html", {"key": "", "form": form}, 422)


@visited(SET_UP, recent=True, largest=LARGEST)
def bring_vault(visit: Visit) -> HttpResponse:
    """A vault that was made elsewhere, such as by `saylau vault`, for a case that has none here."""
    form = Bringing(visit.posted, visit.request.FILES or None, sources=sources_of(visit.case))
    if visit.request.method == "POST" and form.is_valid():
        throttle("unlock", visit.user.uid)
        sent, passphrase = form.cleaned_data["file"], form.cleaned_data["passphrase"]
        try:
            if not sent.whole:
                raise WrongUse(_("The file is larger than %(mib)d MiB.") % {"mib": LARGEST >> 20})
            source, known = form.cleaned_data["source"], form.cleaned_data["known"]
            place = (str(visit.key), visit.user, visit.case)
            brought = bring(*place, sent.read(), passphrase, visit.until, source, known=known)
        except SaylauError as no:
            form.add_error("passphrase" if isinstance(no, WrongKey) else "file", str(no))
        else:
            said = _(
                "The vault is in its place, and unlocked for you. People: %(people)d; entries of lists: %(listed)d."
            )
            messages.success(visit.request, said % {"people": brought.people, "listed": brought.listed})
            if brought.erased:
                said = _("Erased on this server before, and now in the vault that you brought: %(who)s.")
                messages.warning(visit.request, said % {"who": ", ".join(brought.erased)})
            if brought.entered:
                said = _("The case had no row of %(who)s. They were entered, and you are in charge of them.")
                messages.warning(visit.request, said % {"who": ", ".join(brought.entered)})
            return redirect("vault", visit.case.slug)
    return visit.page("bring_vault.html", {"form": form}, 422 if form.errors else 200)


@require_POST
@visited(OUT, recent=True)
def ask_for_vault(visit: Visit) -> HttpResponse:
    """Ask that the vault's file may go out, encrypted as it stands."""
    form = Reason(visit.request.POST)
    vault = visit.vault()
    if form.is_valid():
        try:
            ask(visit.user, visit.case, Asked.VAULT, form.cleaned_data["reason"], vault)
        except SaylauError as no:
            form.add_error("reason", str(no))
        else:
            messages.success(visit.request, _("Asked. A second case lawyer or reviewer has to agree."))
            return redirect("vault", visit.case.slug)
    return _vault(visit, 422, reason=form)


@require_POST
@visited(SET_UP, recent=True)
def begin_anew(visit: Visit) -> HttpResponse:
    """Remove a vault whose recovery key was lost before it was typed back."""
    setup.begin_anew(visit.user, visit.case)
    messages.success(visit.request, _("The empty vault was removed. Make it anew."))
    return redirect("vault", visit.case.slug)
