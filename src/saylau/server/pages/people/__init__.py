"""People at risk: the vault of a case, who is in it, what they agreed to, dossiers, pairs, deadlines."""
