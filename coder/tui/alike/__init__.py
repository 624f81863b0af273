"""Answers that say the same, answers in groups, answers coded unlike their likes."""
