"""What is known: record kinds, facts, the case, and the case as files."""
