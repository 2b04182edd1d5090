"""New repositories and descriptors, made by the copier templates that also work without helmwright."""
