"""Samples drawn for a second coder, and what such a coder must not see."""
