"""`saylau results`: what it reads, prints and writes."""

from saylau.cli.results.app import results

__all__ = ["results"]
