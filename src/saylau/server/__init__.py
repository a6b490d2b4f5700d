"""The team server: a web application in which a team keeps, reviews and publishes the facts of a case."""
