"""Rules of secrets."""
