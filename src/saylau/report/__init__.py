"""How it is told: a document tree without format, and its writers."""
