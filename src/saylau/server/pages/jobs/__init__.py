"""What runs in the background of a case: how far it is, what it told, and calling it off."""
