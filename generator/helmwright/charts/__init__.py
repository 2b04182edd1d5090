"""Chart tooling: a chart's values described once, its schema and docs generated from that."""
