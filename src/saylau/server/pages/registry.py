"""The areas of pages and the menu of a case, one line each.

An area is a folder in this package with `urls.py`, views, forms and templates. An entry of the menu is the name of an
address with the case's slug, its title, and the action that it needs.
"""

from django.utils.translation import gettext_lazy as _

AREAS = (
    "start",
    "accounts",
    "audit",
    "case",
    "facts",
    "jobs",
    "exchange",
    "evidence",
    "assessment",
    "review",
    "publish",
    "people",
)
MENU = (
    ("case", _("Overview"), "case.read"),
    ("facts", _("Facts"), "fact.read"),
    ("review", _("Review"), "fact.review"),
    ("evidence", _("Evidence"), "evidence.read"),
    ("people", _("People"), "fact.read"),
    ("imports", _("Import"), "import.run"),
    ("packages", _("Packages"), "export.case"),
    ("findings", _("Findings"), "assessment.read"),
    ("questions", _("Questions"), "assessment.read"),
    ("prose", _("Text"), "assessment.read"),
    ("releases", _("Releases"), "assessment.read"),
    ("jobs", _("Jobs"), "case.read"),
    ("team", _("Team"), "case.read"),
)
