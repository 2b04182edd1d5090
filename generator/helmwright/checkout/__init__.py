"""The files that are there, beside those that are planned: which are ours, and what may happen to them."""
