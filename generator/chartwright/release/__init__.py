"""Releases of charts."""
