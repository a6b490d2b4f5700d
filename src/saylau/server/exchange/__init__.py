"""Folders, workbooks, tables and packages: read in whole or not at all, and written back to the same bytes."""
