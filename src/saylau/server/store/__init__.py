"""Facts in the database: the only place that writes a fact."""
