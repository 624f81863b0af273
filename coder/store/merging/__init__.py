"""Bringing another project of the same survey into this one: recognised, compared three ways, mended.

Everything here works on states (``store/as_of.State``); only what is decided in the end is written.
"""
