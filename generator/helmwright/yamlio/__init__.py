"""YAML in and out: one reader for what people write, one emitter for what helmwright writes."""
