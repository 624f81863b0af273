"""Keys: what binds them, shows them, and tells pressed from held."""
