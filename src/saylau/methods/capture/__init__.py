"""How many people there were in all, from lists that overlap: capture-recapture, or multiple systems estimation.

One module a method; each knows only capture histories. It estimates people, not events: a person with two entries on
one list is on that list once.
"""
