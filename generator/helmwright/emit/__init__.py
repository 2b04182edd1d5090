"""Generated files: one module a file or a group of them, all pure functions from values to text."""
