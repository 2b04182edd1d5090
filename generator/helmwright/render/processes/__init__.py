"""Renders in processes of their own, so that one without end can be ended."""
