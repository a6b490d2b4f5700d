"""What it comes to: confidence, contradictions, questions, review, and the copy that may be shown."""
