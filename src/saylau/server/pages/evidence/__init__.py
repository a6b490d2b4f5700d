"""Evidence: received, shown, verified, copied for publication, and linked to the facts that it supports."""
