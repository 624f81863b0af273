"""A survey file: chosen, looked into, imported."""
