"""Charts as they are read, released and vendored into umbrella charts."""
