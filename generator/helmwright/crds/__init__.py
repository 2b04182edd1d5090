"""Makes strict JSON Schemas of CustomResourceDefinitions, for a user's own kinds."""
