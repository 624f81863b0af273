"""Codebook files."""
