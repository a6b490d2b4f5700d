"""Who may do what: accounts, roles, permissions, and fetching that asks for them."""
