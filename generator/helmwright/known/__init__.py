"""The add-ons that helmwright knows: a descriptor for each, and what is true of its chart."""
