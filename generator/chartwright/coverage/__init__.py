"""How much of a chart its cases try."""
