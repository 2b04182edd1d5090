"""Small servers over TLS, with the API server's certificate, which is good for 127.0.0.1."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.cluster.api_server import ApiServer
from tests.servers import in_thread


@contextmanager
def serving(api: ApiServer, handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """The port that it listens on until the block ends."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(api.certificate, api.key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with in_thread(server):
        yield server.server_port
