"""`saylau vault`: its parts, one file a group of them."""

from saylau.cli.vault.app import vault

__all__ = ["vault"]
