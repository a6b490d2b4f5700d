"""What takes longer than a page: done in the background, with progress, and again after a power cut."""
