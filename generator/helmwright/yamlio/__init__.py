"""YAML in and out: what people write, what Helm and Kubernetes read, and what helmwright writes."""
