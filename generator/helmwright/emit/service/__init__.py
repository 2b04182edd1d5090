"""A service as values of the service chart: a section a module."""
