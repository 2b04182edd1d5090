"""Helm itself, as a library or an executable, where it runs, and what either says when it refuses."""
