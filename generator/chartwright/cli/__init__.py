"""The commands of `helmwright charts`."""
