"""What Argo CD itself reads: projects, Applications and namespaces of an environment."""
