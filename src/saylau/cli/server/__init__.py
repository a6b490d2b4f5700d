"""`saylau server`: its parts, one file a group of them."""

from saylau.cli.server.app import server

__all__ = ["server"]
