"""Releases: built, proposed, approved by another person, published and recalled; and what everybody may read."""
