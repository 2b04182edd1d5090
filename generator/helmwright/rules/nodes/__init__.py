"""Rules about the nodes that an environment describes."""
