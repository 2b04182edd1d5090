"""From something rendered back to the line of the descriptor that asked for it."""
