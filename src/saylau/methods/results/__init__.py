"""Statistics of polling-station results: pure functions on arrays, and what is said with each of their results."""
