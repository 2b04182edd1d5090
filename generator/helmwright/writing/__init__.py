"""Everything that helmwright writes for a person: sets of changes, each made whole or not at all."""
