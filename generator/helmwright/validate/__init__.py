"""Checking rendered objects against Kubernetes' schemas and against each other."""
