"""chartwright: the workshop for Helm charts: docs, lint, tests, coverage, differences, releases and registries."""
