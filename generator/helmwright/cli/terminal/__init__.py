"""What commands show, on a terminal and in a pipe."""
