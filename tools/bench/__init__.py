"""Measures helmwright on a repository of 100 services in three environments, beside plain helm and kubeconform."""
