"""Rules of ports, hosts, addresses and ways in."""
