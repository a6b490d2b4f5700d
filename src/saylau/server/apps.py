"""The one Django application of the server; its models stand in the folder of their area."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SaylauServer(AppConfig):
    """The application; its tables begin with `saylau_`."""

    name = "saylau.server"
    label = "saylau"
    verbose_name = "saylau"

    def ready(self) -> None:
        """Listen to sign-ins; their receivers need the tables, which are loaded by now."""
        import_module("saylau.server.access.sign_in")
