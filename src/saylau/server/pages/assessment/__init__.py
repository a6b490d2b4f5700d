"""What the checks found: findings, contradictions, questions to send, and the text of the report by chapter."""
