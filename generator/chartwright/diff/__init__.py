"""What moving from one version of a chart to another does."""
