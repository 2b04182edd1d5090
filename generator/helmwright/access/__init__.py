"""Who may do what in the clusters of a repository, told from what is generated."""
