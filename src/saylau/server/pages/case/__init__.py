"""The page of a case: what it holds, what waits, who works on it."""
