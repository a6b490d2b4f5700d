"""Bringing in folders, workbooks and tables, and taking case packages out."""
