"""Umbrella charts with less work in them for Helm, which render the same objects."""
