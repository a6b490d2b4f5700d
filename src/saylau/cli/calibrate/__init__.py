"""`saylau calibrate`: what it reads, prints and writes."""

from saylau.cli.calibrate.app import calibrate

__all__ = ["calibrate"]
