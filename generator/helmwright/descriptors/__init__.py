"""Finds, reads and checks the descriptors of a repository."""
