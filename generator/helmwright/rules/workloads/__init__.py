"""Rules of what runs how often, and when."""
