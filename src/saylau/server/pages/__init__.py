"""What people see: one folder an area, each with its views, forms, addresses and templates."""
