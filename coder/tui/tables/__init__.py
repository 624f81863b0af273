"""A question's tables, and the answers behind each number."""
