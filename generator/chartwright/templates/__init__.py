"""Helm templates as syntax trees, after Go's grammar (https://pkg.go.dev/text/template)."""
