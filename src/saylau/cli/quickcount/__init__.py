"""`saylau quickcount`: its parts, one file each, and the files of a quick count."""

from saylau.cli.quickcount.app import quickcount

__all__ = ["quickcount"]
