"""What Argo CD will do when the planned changes are merged, told from what is on disk and what is planned."""
