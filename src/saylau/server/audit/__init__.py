"""What happened, who did it and when, without what it said: a chain that shows every change made to it."""
