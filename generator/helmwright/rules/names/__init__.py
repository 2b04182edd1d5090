"""Rules of names."""
