"""Helm as a library, as a real helm on PATH, and what either says when it refuses."""
