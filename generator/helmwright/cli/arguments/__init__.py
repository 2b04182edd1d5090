"""What commands are told: options, their types, and answers."""
