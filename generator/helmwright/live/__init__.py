"""What Argo CD makes of the repository in a cluster: objects that are there, against those that are generated."""
