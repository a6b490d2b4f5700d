"""What is found: one module an area, functions from a case to findings."""
