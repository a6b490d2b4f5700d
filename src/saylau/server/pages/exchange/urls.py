"""Addresses of imports and packages."""

from django.urls import path

from saylau.server.pages.exchange import views

urlpatterns = [
    path("case/<slug:slug>/import/", views.bring, name="imports"),
    path("case/<slug:slug>/import/template/", views.template, name="import_template"),
    path("case/<slug:slug>/import/<str:uid>/", views.look_at_import, name="import"),
    path("case/<slug:slug>/import/<str:uid>/problems.csv", views.problems_table, name="import_problems"),
    path("case/<slug:slug>/import/<str:uid>/apply/", views.apply_import, name="apply_import"),
    path("case/<slug:slug>/import/<str:uid>/undo/", views.undo_import, name="undo_import"),
    path("case/<slug:slug>/package/", views.packages, name="packages"),
    path("case/<slug:slug>/package/<str:uid>/let-out/", views.let_package_out, name="let_package_out"),
    path("case/<slug:slug>/package/<str:uid>/download/", views.download_package, name="download_package"),
]
