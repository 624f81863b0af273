"""Nouns and rules of coding open answers; standard library only."""
