"""The review: what waits for a second person, the claim beside its source, and the steps that lead on."""
