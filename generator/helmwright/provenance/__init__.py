"""From what is rendered back to the descriptor line that asked for it."""
