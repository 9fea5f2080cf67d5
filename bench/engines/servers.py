"""A server started for the measurement, asked over one kept connection, and stopped by its own process number."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60  # seconds


class NotUp(RuntimeError):
    """The server did not answer."""


@contextmanager
def running(command: list[str], *, port: int, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process, listening on `port`."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, env={**os.environ, **env}, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(process, port, log)
            yield process
        finally:
            process.terminate()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE:
        if process.poll() is not None:
            break
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise NotUp(f"{log.name}: {log.read_text(errors='replace')[-2000:]}")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class Client:
    """One connection that stays open, as a program or a browser keeps it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> bytes:
        try:
            self._connection.request("GET", address, headers=dict(headers or {}))
            response = self._connection.getresponse()
        except ConnectionError:  # a server may end a connection that was silent for seconds, while others were asked
            self._connection.close()
            self._connection.request("GET", address, headers=dict(headers or {}))
            response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise NotUp(f"{response.status} for {address}: {body[:300]!r}")
        return body
