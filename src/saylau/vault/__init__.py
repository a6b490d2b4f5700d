"""The vault: who the case numbers are, what they agreed to, whom they mandated. It stands encrypted beside the case.

Nothing below this package may import it, and it imports nothing that makes a report: names reach paper only through
`saylau.casework`, which asks the ledger for each of them.
"""
