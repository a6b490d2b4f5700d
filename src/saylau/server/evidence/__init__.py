"""Files as they were received: sealed under their hash, with who held them and what was made of them."""
