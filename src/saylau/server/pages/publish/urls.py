"""Addresses of releases: those of the team, and those that everybody may open."""

from django.urls import path

from saylau.server.pages.publish import public, views, working

urlpatterns = [
    path("case/<slug:slug>/releases/", views.list_releases, name="releases"),
    path("case/<slug:slug>/releases/begin/", views.begin_release, name="begin_release"),
    path("case/<slug:slug>/releases/compare/", views.compare_releases, name="compare_releases"),
    path("case/<slug:slug>/releases/compare/<str:uid>/", views.show_comparison, name="comparison"),
    path("case/<slug:slug>/releases/<str:uid>/", views.show_release, name="release"),
    path("case/<slug:slug>/releases/<str:uid>/build/", views.build_release, name="build_release"),
    path("case/<slug:slug>/releases/<str:uid>/look/", views.look_release_over, name="look_release_over"),
    path("case/<slug:slug>/releases/<str:uid>/step/<slug:step>/", views.take_release_step, name="release_step"),
    path("case/<slug:slug>/releases/<str:uid>/files/<path:path>", views.download_file, name="release_file"),
    path("case/<slug:slug>/releases/<str:uid>/read/<path:path>", views.read_file, name="read_release"),
    path("case/<slug:slug>/reports/", working.ask_for_report, name="working_reports"),
    path("case/<slug:slug>/reports/<str:uid>/", working.show_report, name="working_report"),
    path("case/<slug:slug>/reports/<str:uid>/files/<path:path>", working.download_report, name="working_file"),
    path("public/<slug:slug>/", public.list_published, name="public_case"),
    path("public/<slug:slug>/<int:number>/", public.show_published, name="public_release"),
    path("public/<slug:slug>/<int:number>/files/<path:path>", public.download_published, name="public_file"),
    path("public/<slug:slug>/<int:number>/read/<path:path>", public.read_published, name="public_read"),
]
