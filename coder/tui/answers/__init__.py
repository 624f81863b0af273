"""All answers to a question in one list."""
