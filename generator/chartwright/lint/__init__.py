"""Checks a chart: its values against its templates, its templates, and what its cases render."""
