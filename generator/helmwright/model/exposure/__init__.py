"""How services are reached from outside: what one asks for, what its environment gives, and each kind of it."""
