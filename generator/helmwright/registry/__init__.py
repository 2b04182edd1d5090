"""Registries and web servers that charts come from: one request and its answer, logins, and OCI repositories."""
