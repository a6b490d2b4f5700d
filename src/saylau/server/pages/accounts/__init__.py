"""Invitations, the team of a case, and one's own security."""
