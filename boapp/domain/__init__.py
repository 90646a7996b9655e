"""The rule book: plain values and functions that decide who gets what, and when.

Nothing here knows Qt, SQL, a clock, a file or a setting. Read the modules in the
order of ARCHITECTURE.md; each imports only those above it.
"""
