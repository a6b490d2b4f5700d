"""What `saylau results` writes for readers: one page with every result, all that is told with it, and the pictures."""
