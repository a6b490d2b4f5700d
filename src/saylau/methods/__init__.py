"""Statistics that know no election: concentration, rounding."""
