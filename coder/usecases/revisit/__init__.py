"""Answers that are open for codes born later, read again."""
