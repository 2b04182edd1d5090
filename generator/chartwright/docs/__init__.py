"""A chart's generated files: its schema, its documented values and the table in its README."""
