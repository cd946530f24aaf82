"""`POST /articles`: accepts articles into the inbox, which is durable; the worker stores them afterwards."""

import contextlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import partial
from typing import Annotated

import anyio
from fastapi import APIRouter, Depends, Query, Request, Response

from api.errors import ERRORS_OF_BODIES, document
from api.guard.body import JSON, LINES, content_type_of, parse_json, read_lines, refuse_repeats
from api.routes.dependencies import LibraryDep, ServiceDep
from api.service import Service
from api.wire import examples
from api.wire.articles import ArticleRecord, IntakeQuery
from api.wire.jobs import AcceptedBody, StoredBody, show_rejected, show_stored
from index.article import FIELDS, check_published, make_article
from index.catalogue.jobs import Job
from index.errors import DatelineError, InvalidArticle, InvalidInput, Unreadable
from index.formats.fields.publication import tell_unpublished
from index.formats.undated import Undated, is_undated, parse_undated
from index.intake.accept import Delivery
from index.text import shorten
from index.types import SHOWN_REJECTIONS, Article, Assumed, Rejected

_BATCH_RECORDS = 256
_BATCH_BYTES = 4_000_000
_LONGEST_NAME = 40
_SHOWN_IDS = 10_000
_POLL_SECONDS = 0.05
_INDEX_SECONDS = 2.0

_RECORD = ArticleRecord.model_json_schema()
_BODY = {
    "required": True,
    "content": {
        JSON: {
            "schema": {"anyOf": [_RECORD, {"type": "array", "items": _RECORD}]},
            "examples": {"one": {"value": examples.ARTICLE}, "several": {"value": [examples.ARTICLE]}},
        },
        LINES: {"schema": {"type": "string"}, "example": examples.ARTICLE_LINES},
    },
}

router = APIRouter(tags=["articles"], dependencies=[Depends(refuse_repeats)])


@dataclass(slots=True)
class Receipt:
    """What has been accepted and rejected so far; the lists are no longer than the response shows.

    `undated` is the rule for articles without a date, which are rejected if it is None.
    """

    delivery: Delivery
    undated: Undated | None = None
    seen: int = 0
    rejections: int = 0
    ids: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, records: Sequence[object], *, last: bool) -> None:
        """Accept the valid articles of some records, one batch at a time."""
        with self._lock:  # cancelling a request does not end the thread that accepts a batch of it
            self._take(records, last=last)

    def _take(self, records: Sequence[object], *, last: bool) -> None:
        made = [_make(record, self.seen + place, self.undated) for place, record in enumerate(records, start=1)]
        accepted = self.delivery.accept(made, last=last, now=datetime.now(UTC))
        self.seen += len(made)
        for one in accepted:
            if isinstance(one, Rejected):
                self.rejections += 1
                self.rejected += [one] if len(self.rejected) < SHOWN_REJECTIONS else []
            elif isinstance(one, Article):
                self.ids += [one.id] if len(self.ids) < _SHOWN_IDS else []


@router.post(
    "/articles",
    summary="Add articles: one, an array, or a stream of JSON lines",
    status_code=202,
    response_model=AcceptedBody | StoredBody,
    openapi_extra={"requestBody": _BODY},
    responses={
        200: {"model": StoredBody, "description": "With `wait`: the finished job; its articles are searchable"},
        202: {"model": AcceptedBody, "description": "Accepted: durable, and searchable soon"},
        **document(*ERRORS_OF_BODIES),
    },
)
async def post_articles(
    request: Request,
    response: Response,
    library: LibraryDep,
    service: ServiceDep,
    query: Annotated[IntakeQuery, Query()],
) -> AcceptedBody | StoredBody:
    """Accept articles. An invalid record is listed with the reason, and does not affect the others."""
    receipt = Receipt(Delivery(library.catalogue, datetime.now(UTC)), _read_rule(query.undated))
    if content_type_of(request, (JSON, LINES)) == LINES:
        await _take_lines(request, service, receipt)
    else:
        await service.read(partial(_take_body, await request.body(), receipt))
    service.wake_worker()
    response.headers["Location"] = f"/jobs/{receipt.delivery.job}"
    if query.wait and (job := await _wait_for(receipt.delivery.job, query.wait, service)):
        response.status_code = 200
        return show_stored(job, receipt.ids)
    return _show(receipt)


def _take_body(body: bytes, receipt: Receipt) -> None:
    """Accept an array, or one article; an invalid single article is an error."""
    value = parse_json(body)
    if isinstance(value, list):
        receipt.take(value, last=True)
        return
    receipt.take([_make_or_raise(value, receipt.undated)], last=True)


async def _take_lines(request: Request, service: Service, receipt: Receipt) -> None:
    """Accept lines as they arrive; they stay accepted if the connection is lost."""
    lines: list[object] = []
    size = 0
    try:
        async for line in read_lines(request, service.settings.max_body):
            lines.append(_Line(line, service.settings.max_body))
            size += len(line or b"")
            if len(lines) >= _BATCH_RECORDS or size >= _BATCH_BYTES:
                batch, lines, size = (
                    lines,
                    [],
                    0,
                )  # cleared first: after a cancelled wait the batch is accepted all the same
                await service.read(partial(receipt.take, batch, last=False))
    finally:
        with anyio.CancelScope(shield=True):
            await service.read(partial(receipt.take, lines, last=True))
            service.wake_worker()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not parsed yet; `data` is None if it is longer than `limit` bytes."""

    data: bytes | None
    limit: int


def _read_rule(name: str) -> Undated | None:
    """Return the rule for articles without a date; what arrives over HTTP has no file whose time it could be."""
    rule = parse_undated(name)
    if rule is not None and rule.rule is Assumed.FILE_TIME:
        raise InvalidInput("undated is reject, first-seen or a date: a request has no file", field="undated")
    return rule


def _make(record: object, number: int, undated: Undated | None) -> Article | Rejected:
    """Return the article of a record, or why it is rejected; `number` is the place of the record, from 1."""
    try:
        return _make_or_raise(record, undated)
    except (InvalidArticle, Unreadable) as error:
        return Rejected("", number, error.message)


def _make_or_raise(record: object, undated: Undated | None) -> Article:
    if isinstance(record, Article):
        return record
    if isinstance(record, _Line):
        if record.data is None:
            raise Unreadable(f"the line is longer than {record.limit:,} bytes")
        record = parse_json(record.data)
    if not isinstance(record, dict):
        raise InvalidArticle("an article must be a JSON object")
    if reason := tell_unpublished(record):
        raise InvalidArticle(reason, field="status")
    for name in record:
        if name not in FIELDS:  # ignoring a misspelt field would lose its value silently
            raise InvalidArticle(f"there is no field {shorten(name)!r} ({_suggest(name)})", field=shorten(name))
    return _make_article(record, undated)


def _suggest(name: str) -> str:
    """Return the field that a name may be a slip of, else all fields."""
    near = get_close_matches(name[:_LONGEST_NAME].lower(), FIELDS, n=1)
    return f"is it {near[0]}?" if near else f"the fields are {', '.join(FIELDS)}"


def _make_article(record: dict[str, object], undated: Undated | None) -> Article:
    missing = is_undated(record)
    try:
        article = make_article(undated.fill(record) if undated and missing else record)
        check_published(article, datetime.now(UTC))
    except InvalidArticle as error:
        if missing and undated is None and error.field == "published":
            hint = "?undated=first-seen or ?undated= with a date gives it one"
            raise InvalidArticle(f"{error.message}; {hint}", field="published") from None
        raise
    return article


async def _wait_for(job: str, seconds: float, service: Service) -> Job | None:
    """Return a job once it is finished and its articles are searchable; None after `seconds`."""

    def read() -> tuple[Job, int]:
        with service.library.catalogue.snapshot() as snapshot:
            return snapshot.jobs.get(job), snapshot.generation()

    with anyio.move_on_after(seconds):
        while True:
            found, generation = await service.read(read)
            if found.finished:
                await _wait_for_indexes(generation, service)
                return found
            await anyio.sleep(_POLL_SECONDS)
    return None


async def _wait_for_indexes(generation: int, service: Service) -> None:
    """Wait until both indexes have followed up to a generation, but not long."""
    engine = service.library.engine
    with anyio.move_on_after(_INDEX_SECONDS), contextlib.suppress(DatelineError):
        while engine.generation < generation:
            await service.read(engine.follow)
            await anyio.sleep(_POLL_SECONDS)


def _show(receipt: Receipt) -> AcceptedBody:
    return AcceptedBody(
        job=receipt.delivery.job,
        accepted=receipt.delivery.accepted,
        ids=receipt.ids,
        rejected=[show_rejected(rejected) for rejected in receipt.rejected],
        rejections=receipt.rejections,
    )
