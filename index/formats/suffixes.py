"""The suffixes of the files that can be read; whoever only looks at names imports no reader."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from index.formats.streams import COMPRESSIONS

KINDS = {
    "JSON Lines": (".jsonl", ".ndjson"),
    "JSON": (".json",),
    "table": (".csv", ".tsv"),
    "agency items in XML": (".nitf", ".newsml"),
    "wire text": (".anpa", ".iptc", ".wire", ".tst"),
    "feed": (".xml", ".rss", ".atom", ".rdf"),
    "page": (".html", ".htm", ".xhtml"),
    "saved page": (".mhtml", ".mht"),
    "Reuters collection": (".sgm", ".sgml"),
    "zip file": (".zip",),
    "PDF document": (".pdf",),
    "Word document": (".docx",),
    "mailbox": (".mbox",),
    "mail": (".eml",),
    "Markdown": (".md", ".markdown"),
    "story": (".story",),
    "web archive": (".warc", ".arc"),
    "plain text": (".txt", ".text"),
}
"""The suffixes of each kind of file, by the name of its format in `detection`."""

SUFFIXES = tuple(suffix for suffixes in KINDS.values() for suffix in suffixes)


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The suffixes of a file name that state its format and its compression, in lower case; empty if it has none."""

    format: str = ""
    compression: str = ""

    def is_readable(self, known: tuple[str, ...]) -> bool:
        """Return whether the format is known, or to be found in compressed data, as in `dump.gz`."""
        return self.format in known or (not self.format and self.compression != "")

    @property
    def is_web_archive(self) -> bool:
        """Whether the file is one whose gzip members are read one by one."""
        return self.format in KINDS["web archive"] and self.compression in ("", ".gz")

    @classmethod
    def of(cls, path: PurePath) -> "Suffixes":
        """Split the name of a file: `news.CSV.gz` has the format `.csv` and the compression `.gz`."""
        name = path.name.lower()
        compression = next((suffix for suffix in COMPRESSIONS if name.endswith(suffix)), "")
        return cls(Path(name.removesuffix(compression)).suffix, compression)
