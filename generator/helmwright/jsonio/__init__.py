"""JSON that others wrote, and its schemas."""
