"""The log: who did what to what and when, for auditors; and checking that nobody altered it."""
