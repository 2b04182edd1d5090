"""What the pods of an environment take of its nodes: pure functions from rendered objects to a packing and its sums."""
