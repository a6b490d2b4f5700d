"""The first page: my cases, what waits for me, what is wrong with the installation."""
