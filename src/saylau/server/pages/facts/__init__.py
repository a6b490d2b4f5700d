"""Facts: lists with filters, one fact with all that is known of it, entering and changing, claims side by side."""
