"""Addresses of facts."""

from django.urls import path

from saylau.server.pages.facts import assigning, conflict, detail, entry, listing, suggestions, texts

urlpatterns = [
    path("case/<slug:slug>/facts/", listing.facts, name="facts"),
    path("case/<slug:slug>/facts/table.csv", listing.export_facts, name="export_facts"),
    path("case/<slug:slug>/facts/id/", listing.find_by_id, name="find_fact"),
    path("case/<slug:slug>/facts/id/<str:name>/", listing.by_id, name="fact_by_id"),
    path("case/<slug:slug>/facts/things/", suggestions.things, name="fact_things"),
    path("case/<slug:slug>/facts/words/", suggestions.in_words, name="fact_words"),
    path("case/<slug:slug>/facts/new/", entry.kinds, name="fact_kinds"),
    path("case/<slug:slug>/facts/new/<slug:kind>/", entry.new_fact, name="new_fact"),
    path("case/<slug:slug>/facts/about/<str:thing>/", conflict.conflict, name="conflict"),
    path("case/<slug:slug>/facts/<str:uid>/", detail.fact, name="fact"),
    path("case/<slug:slug>/facts/<str:uid>/change/", entry.change, name="change_fact"),
    path("case/<slug:slug>/facts/<str:uid>/assign/", assigning.assign, name="assign_fact"),
    path("case/<slug:slug>/facts/<str:uid>/texts/", texts.edit_texts, name="fact_texts"),
]
