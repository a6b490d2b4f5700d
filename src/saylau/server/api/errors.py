"""Errors of the API: one form, with the sentences of the pages and the problems of the reader of folders."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from saylau.errors import CaseRefused, NotFound, SaylauError
from saylau.server.access.guard import NotPermitted
from saylau.server.access.throttle import TooMany
from saylau.server.store.conflict import Stale

_CODES: tuple[tuple[type[SaylauError], int, str], ...] = (
    (CaseRefused, 422, "refused"),
    (NotPermitted, 403, "not_permitted"),
    (Stale, 412, "stale"),
    (TooMany, 429, "too_many"),
    (NotFound, 422, "unknown"),
    (SaylauError, 400, "wrong_use"),
)
"""Error, to its status and code; the first that fits."""


def answer_errors(api: NinjaAPI) -> None:
    """Let an API answer every error in the one form."""

    @api.exception_handler(SaylauError)
    def of_ours(request: HttpRequest, error: SaylauError) -> HttpResponse:
        status, code = next((status, code) for kind, status, code in _CODES if isinstance(error, kind))
        problems = error.problems if isinstance(error, CaseRefused) else []
        told = [{"column": p.column, "value": p.value, "why": p.why, "right": p.right} for p in problems]
        response = _answer(api, request, status, code, str(error), told)
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.seconds)
        return response

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return _answer(api, request, 404, "not_found", "there is nothing here that this token may see")

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return _answer(api, request, 401, "no_token", "send a token that stands: Authorization: Bearer TOKEN")

    @api.exception_handler(RequestDataTooBig)
    def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20
        return _answer(api, request, 413, "too_large", f"the request is larger than {limit} MiB; send it in parts")

    @api.exception_handler(HttpError)
    def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return _answer(api, request, error.status_code, "bad_request", str(error))

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        told = [
            {"column": ".".join(map(str, one["loc"])), "value": "", "why": str(one["msg"]), "right": "see the schema"}
            for one in error.errors
        ]
        return _answer(api, request, 422, "malformed", "the request has not the form that the schema asks for", told)


def _answer(
    api: NinjaAPI, request: HttpRequest, status: int, code: str, message: str, problems: object = ()
) -> HttpResponse:
    told = {"code": code, "message": message, "problems": problems}
    return api.create_response(request, told, status=status)
