"""Casework: from what people reported to papers that bodies act on, with nobody in them beyond what they agreed to.

Everything that puts a person of the vault on paper stands here, and asks `saylau.vault.ledger` first.
"""
