"""Rules of what descriptors of a repository say about each other."""
