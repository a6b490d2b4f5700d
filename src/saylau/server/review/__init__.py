"""The second pair of eyes: states of facts, conclusions that people sign, claims weighed against each other."""
