"""How pages are served, by `openupr serve` and by each further process beside it.

`python -m openupr.project.serving SOCKET HOST CERTIFICATE KEY` is such a process: it answers on a
socket that it was handed, and ends with the server, whose pipe is its standard input.
"""

import asyncio
import os
import signal
import socket
import sys
import threading
from contextlib import suppress

import uvicorn

from openupr.project.connections import WatchedProtocol


def configuration(certificate: str = "", key: str = "") -> uvicorn.Config:
    """What uvicorn is told."""
    return uvicorn.Config(
        "openupr.project.asgi:application",
        http=WatchedProtocol,
        lifespan="off",  # Django has none
        log_config=None,  # the settings say what is logged, and what is not
        log_level="warning",
        access_log=False,  # who read what is nobody's business
        server_header=False,
        proxy_headers=False,  # who is asking is the address that asks; OPENUPR_BEHIND_PROXY is Django's to read
        timeout_graceful_shutdown=3,
        ssl_certfile=certificate or None,
        ssl_keyfile=key or None,
        # As many as wait to be let in are refused at a time, and logged, where there is no room for
        # another connection.
        backlog=128,
    )


def allow_many_connections() -> None:
    """As many open files as the system lets a program have.

    The usual 1,024 are what one person opens who sends a thousand requests and finishes none:
    nobody else would get in.
    """
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        # macOS says "unlimited" and means less.
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main(arguments: list[str]) -> None:
    """One process more."""
    from .command import load_django

    number, host, certificate, key = arguments
    load_django()
    from openupr.project.certificate import read_certificate  # only after django.setup()
    from openupr.project.local_network import let_in
    from openupr.project.presence import ServerPresence
    from openupr.web.clock import now_in

    let_in(host, read_certificate(certificate, key, now=now_in()) if certificate else None)
    allow_many_connections()
    threading.Thread(target=_leave_with_the_server, daemon=True).start()
    with ServerPresence(wait=True):
        server = uvicorn.Server(configuration(certificate, key))
        asyncio.run(server.serve([socket.socket(fileno=int(number))]))


def _leave_with_the_server() -> None:
    # The bare descriptor: a buffered reader would hold a lock that the interpreter wants when it
    # ends.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    main(sys.argv[1:])
