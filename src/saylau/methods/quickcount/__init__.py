"""Quick counts: a stratified sample of polling stations, from its plan to the comparison with the official result."""
