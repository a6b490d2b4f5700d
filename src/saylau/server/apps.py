"""The one Django application of the server; its models stand in the folder of their area."""

from __future__ import annotations

from django.apps import AppConfig


class SaylauServer(AppConfig):
    """The application; its tables begin with `saylau_`."""

    name = "saylau.server"
    label = "saylau"
    verbose_name = "saylau"
