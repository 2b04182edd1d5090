"""Rendering umbrella charts with real Helm."""
