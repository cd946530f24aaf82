"""Articles, as clients send them and as the server returns them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from api.wire.asking import Moment, Names
from api.wire.words import ASSUMED
from index.catalogue.reading import Reading
from index.types import Assumed, Version

_MAX_VERSION = 2**31


class ArticleRecord(BaseModel):
    """An article as it is sent; `title`, `text` and `published` are required."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.ARTICLE]})

    id: str | int | None = None
    url: str | None = None
    source: str | None = None
    title: str
    text: str
    published: str
    modified: str | None = None
    language: str | None = None
    authors: list[str] = []
    rights: str | None = None
    not_before: str | None = Field(None, description="the end of an embargo: until then nothing shows the article")
    revision: int | None = Field(None, description="its source's own number of this version")
    correction: bool = Field(False, description="whether its source calls this version a correction")
    slug: str | None = None
    place: str | None = None
    urgency: int | None = None
    subjects: list[str] = []


class IntakeQuery(BaseModel):
    """How long to wait for the articles to be searchable, and which date those get that state none."""

    model_config = ConfigDict(extra="forbid")

    wait: float = Field(0, ge=0, le=600, allow_inf_nan=False, description="seconds", examples=[30])
    undated: str = Field(
        "reject",
        max_length=100,
        description="for articles without `published`: `reject`, `first-seen` (the time of this request), or a date",
        examples=["first-seen"],
    )


class VersionQuery(BaseModel):
    """Which version of the article, by its number or by a time; the current one if neither is given."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(ge=1, le=_MAX_VERSION)] | None = Field(None, examples=[1])
    as_of: Moment = None


class ArticlesQuery(BaseModel):
    """Which articles to list, the newest first."""

    model_config = ConfigDict(extra="forbid")

    source: Names = []
    since: Moment = None
    until: Moment = None
    as_of: Moment = None
    language: Names = []
    external_id: str | None = Field(None, max_length=1_000, examples=["https://example.org/guid/17"])
    cursor: str | None = Field(None, description="`next_cursor` of the previous page", examples=[examples.CURSOR])
    limit: int = Field(50, ge=1, le=200, examples=[50])


class SpanBody(BaseModel):
    """A span of the text, in Unicode code points, end exclusive."""

    start: int
    end: int


class ArticleHead(BaseModel):
    """A version of an article without its text."""

    id: str
    external_id: str | None
    url: str | None
    source: str
    title: str
    published: datetime
    modified: datetime | None
    language: str | None
    authors: list[str]
    rights: str | None
    not_before: datetime | None = Field(None, description="the end of its embargo, which is over; null if it had none")
    revision: int | None = Field(None, description="its source's own number of this version")
    slug: str | None = None
    place: str | None = Field(None, description="where it was written, by its dateline")
    urgency: int | None = Field(None, description="from 1, the most urgent, to 9")
    subjects: list[str] = []
    published_assumed: Assumed | None = Field(None, description=ASSUMED)
    version: int
    valid_from: datetime
    valid_to: datetime | None
    retracted_at: datetime | None = Field(description="when this version was retracted, with those before it")
    retraction_reason: str | None


class KinBody(BaseModel):
    """A family of copies: the head, which is the agency's own or the earliest, and the others by time."""

    id: str
    head: str
    copies: list[str]


class ArticleBody(ArticleHead):
    """One version of an article, with its text."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ARTICLE_WHOLE]})

    text: str
    passages: list[SpanBody]
    family: KinBody | None = Field(description="null if it has no copies")


class ArticlesBody(BaseModel):
    """A page of articles; `next_cursor` is null on the last one."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ARTICLES]})

    articles: list[ArticleHead]
    next_cursor: str | None


class VersionBody(BaseModel):
    """A version, valid from `valid_from` until `valid_to`, which is null for the current one."""

    version: int
    title: str
    modified: datetime | None
    valid_from: datetime
    valid_to: datetime | None
    retracted_at: datetime | None
    retraction_reason: str | None


class VersionsBody(BaseModel):
    """Every version of an article, in order of arrival; their times tell which one follows which."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.VERSIONS]})

    id: str
    versions: list[VersionBody]


class DeletedBody(BaseModel):
    """Confirms that an article was deleted, with its passages and vectors."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.DELETED]})

    id: str
    deleted_at: datetime
    generation: int


def show_head(version: Version) -> ArticleHead:
    """Return a version of an article without its text."""
    return ArticleHead.model_validate(_fields(version))


def show_reading(reading: Reading) -> ArticleBody:
    """Return a version of an article with its text and its family."""
    kin = reading.family
    spans = [SpanBody(start=span.start, end=span.end) for span in reading.passages]
    family = KinBody(id=kin.id, head=kin.head, copies=list(kin.copies)) if kin else None
    more = {"text": reading.version.article.text, "passages": spans, "family": family}
    return ArticleBody.model_validate(_fields(reading.version) | more)


def show_versions(versions: list[Version]) -> VersionsBody:
    """Return the versions of one article."""
    return VersionsBody(
        id=versions[0].article.id,
        versions=[
            VersionBody(
                version=version.number,
                title=version.article.title,
                modified=version.article.modified,
                valid_from=version.valid_from,
                valid_to=version.valid_to,
                retracted_at=version.retraction.at if version.retraction else None,
                retraction_reason=version.retraction.reason if version.retraction else None,
            )
            for version in versions
        ],
    )


def _fields(version: Version) -> dict[str, object]:
    article = version.article
    return {
        "id": article.id,
        "external_id": article.external_id,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "authors": article.authors,
        "rights": article.rights,
        "not_before": article.not_before,
        "revision": article.revision,
        "slug": article.slug,
        "place": article.place,
        "urgency": article.urgency,
        "subjects": article.subjects,
        "published_assumed": article.assumed,
        "version": version.number,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "retracted_at": version.retraction.at if version.retraction else None,
        "retraction_reason": version.retraction.reason if version.retraction else None,
    }
