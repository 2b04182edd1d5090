"""What a chart is tried with."""
