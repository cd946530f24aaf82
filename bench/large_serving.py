"""What `bench.large` asks of a server: searches over HTTP, and articles that are added, changed and deleted."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.searching import WANTED, WARMING, choose_thousandth, memory_of, tell
from bench.site import Server, serving, spread_of, write_records
from index.catalogue.catalogue import Catalogue
from index.dates import format_moment

WORDS = 400  # of an article
_POLL_SECONDS = 0.005
_PATIENCE = 60.0  # seconds until an article must be found

Record = dict[str, str]
Spent = dict[str, list[float]]


def serve(work: Path, questions: Sequence[str], changes: int, seed: int) -> dict[str, object]:
    """Start a server over the folder, and return what searches and changes of its articles take."""
    filters = read_filters(work)
    begun = time.perf_counter()
    with serving(work) as server:
        ready = round(time.perf_counter() - begun, 1)
        server.warm_up()
        clock_searches(server, questions[:WARMING], {})
        searched = {
            "everything": clock_searches(server, questions, {}),
            "a thousandth": clock_searches(server, questions, filters),
        }
        changed = clock_changes(server, changes, seed)
        memory = {"server": memory_of(server.process.pid), "worker": memory_of(server.worker().pid)}
    return {"seconds_to_ready": ready, "searches": searched, "changes": changed, "memory_mib": memory}


def read_filters(work: Path) -> dict[str, str]:
    """Return the parameters that keep one passage in a thousand."""
    catalogue = Catalogue(work)
    with catalogue.snapshot() as snapshot:
        kept = choose_thousandth(snapshot)
    catalogue.close()
    return {name: format_moment(moment) for name, moment in (("since", kept.since), ("until", kept.until)) if moment}


def clock_searches(server: Server, questions: Sequence[str], filters: Mapping[str, str]) -> dict[str, object]:
    """Return the milliseconds of a call for each question, and how many hits the poorest returned."""
    spent, least = list[float](), WANTED
    for question in questions:
        begun = time.perf_counter()
        found = server.client.get("/search", params={"q": question, "k": WANTED, **filters}).raise_for_status()
        spent.append(1_000 * (time.perf_counter() - begun))
        least = min(least, len(found.json()["hits"]))
    tell(f"{'filtered' if filters else 'whole'} searches over HTTP: {spread_of(spent)}, least hits {least}")
    return {"ms": spread_of(spent), "least_hits": least}


def clock_changes(server: Server, number: int, seed: int) -> dict[str, object]:
    """Add, change and delete so many articles, one after the other; return the milliseconds of each.

    An addition and a change count from their acknowledgement until a search finds the new title; a deletion is the
    call. Whatever is found of an article after its deletion is counted in `found_after_deletion`.
    """
    chance = random.Random(seed)
    spent: Spent = {"added_until_found": [], "changed_until_found": [], "deleted": [], "searched_after_deletion": []}
    leaks = 0
    for first, second in _pairs(number, chance):
        spent["added_until_found"].append(_send(server, first))
        spent["changed_until_found"].append(_send(server, second))
        begun = time.perf_counter()
        server.client.delete(f"/articles/{first['id']}").raise_for_status()
        deleted = time.perf_counter()
        leaks += _finds(server, second)
        spent["deleted"].append(1_000 * (deleted - begun))
        spent["searched_after_deletion"].append(1_000 * (time.perf_counter() - deleted))
    return {**{what: spread_of(values) for what, values in spent.items()}, "found_after_deletion": leaks}


def _pairs(number: int, chance: random.Random) -> Iterator[tuple[Record, Record]]:
    """Yield articles, each with a later version of it that has another title and text."""
    records = write_records("large", 2 * number, WORDS, chance)
    for first, second in zip(records[::2], records[1::2], strict=True):
        yield first, {**second, "id": first["id"]}


def _send(server: Server, record: Record) -> float:
    server.client.post("/articles", json=record).raise_for_status()
    acknowledged = time.perf_counter()
    while not _finds(server, record):
        if time.perf_counter() - acknowledged > _PATIENCE:
            raise TimeoutError(f"{record['id']} is not found")
        time.sleep(_POLL_SECONDS)
    return 1_000 * (time.perf_counter() - acknowledged)


def _finds(server: Server, record: Record) -> bool:
    """Return whether a search for the first word of a title finds its article by that word."""
    found = server.client.get("/search", params={"q": record["title"].split()[0]}).raise_for_status().json()
    return any(hit["article"] == record["id"] and hit["title"] == record["title"] for hit in found["hits"])
