"""How many answers a second 1, 2 and 4 clients get together, each a process of its own asking one after the other."""

import multiprocessing
import time
from collections.abc import Sequence
from multiprocessing.synchronize import Barrier
from queue import Queue

from bench.engines.servers import Client


def throughput(port: int, addresses: Sequence[str], *, clients: int, seconds: float) -> float:
    """Answers a second."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(clients), context.Queue()
    asking = [
        context.Process(target=_ask, args=(port, list(addresses), seconds, number, barrier, results))
        for number in range(clients)
    ]
    for process in asking:
        process.start()
    rates = [results.get(timeout=seconds + 60) for _ in asking]
    for process in asking:
        process.join()
    return sum(rates)


def _ask(
    port: int, addresses: list[str], seconds: float, number: int, barrier: Barrier, results: "Queue[float]"
) -> None:
    client = Client(port)
    client.get(addresses[0])
    barrier.wait()
    began, answers = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        client.get(addresses[(number * 37 + answers) % len(addresses)])
        answers += 1
    results.put(answers / (time.perf_counter() - began))
