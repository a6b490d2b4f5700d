"""Pages on which somebody gives a password or code; after too many wrong ones their status says to wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

View = Callable[..., HttpResponse]
_TOO_MANY = frozenset({"too_many_login_attempts", "rate_limited"})
SECONDS = 300
"""How long a wrong password counts, as in `settings.ACCOUNT_RATE_LIMITS`."""


def told_to_wait(view: View) -> View:
    """The same page, with 429 where it says that there were too many attempts."""

    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and _TOO_MANY & _codes(response):
            response.status_code = 429
            response["Retry-After"] = str(SECONDS)
        return response

    return page


def _codes(response: TemplateResponse) -> set[str]:
    form = (response.context_data or {}).get("form")
    errors = form.errors.as_data().values() if form is not None and form.is_bound else ()
    return {str(error.code) for found in errors for error in found}
