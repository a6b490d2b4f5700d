"""Addresses of the review."""

from django.urls import path

from saylau.server.pages.review import together, views

urlpatterns = [
    path("case/<slug:slug>/review/", views.review, name="review"),
    path("case/<slug:slug>/review/accept/", views.accept_chosen, name="accept_chosen"),
    path("case/<slug:slug>/review/together/", together.accept_together, name="accept_together"),
    path("case/<slug:slug>/review/accepted/<str:uid>/", together.show_accepted, name="accepted_together"),
    path("case/<slug:slug>/review/keys/", views.choose_keys, name="review_keys"),
    path("case/<slug:slug>/review/<str:uid>/", views.review_fact, name="review_fact"),
    path("case/<slug:slug>/review/<str:uid>/step/", views.take, name="take_step"),
]
