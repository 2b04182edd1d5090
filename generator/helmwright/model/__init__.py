"""The values in the middle: what descriptors say, and what services are in an environment."""
