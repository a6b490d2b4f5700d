"""Bulk tables on DuckDB: read strictly, roles told before anything is computed, nothing dropped in silence."""
