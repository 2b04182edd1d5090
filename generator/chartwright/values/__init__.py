"""What a chart says about its values."""
