"""What whoever runs the server does from the command line: checks, the log, backup and restore, links."""
