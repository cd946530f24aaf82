"""Reading /metrics as Prometheus does: with the parser of its own client library."""

from dataclasses import dataclass

import httpx
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample


@dataclass(frozen=True, slots=True)
class Scrape:
    """The samples of one scrape."""

    samples: tuple[Sample, ...]

    def value(self, name: str, **labels: str) -> float:
        """Return the sum of the samples of a name that have these labels among theirs; 0 without one."""
        found = [one.value for one in self.samples if one.name == name and labels.items() <= one.labels.items()]
        return sum(found)

    def labels(self, name: str) -> set[str]:
        """Return all values of a label."""
        return {one.labels[name] for one in self.samples if name in one.labels}

    def names(self) -> set[str]:
        """Return the names of all samples."""
        return {one.name for one in self.samples}


def scrape(client: httpx.Client) -> Scrape:
    """Read the metrics of a server."""
    response = client.get("/metrics")
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(response.text)
    return Scrape(tuple(sample for family in families for sample in family.samples))
