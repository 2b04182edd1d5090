"""Gets the charts of others from their repositories: the one part of the generator that uses a network."""
