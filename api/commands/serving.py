"""`serve`: the HTTP server."""

import typer

from api.commands.flags import (
    AllowedHosts,
    AllowedOrigins,
    Concurrency,
    Data,
    Embedder,
    Embedders,
    Host,
    KeepAnswers,
    KeepAnswersDays,
    KeepJobs,
    KeepJobsDays,
    MaxBody,
    Port,
    Reader,
    ReaderThreads,
    ReadingLimit,
    ReadingPassages,
    Threads,
    WorkerNice,
    WorkerThreads,
    read_settings,
)
from api.commands.sources import ending_well


def serve(
    *,
    data: Data = None,
    host: Host = None,
    port: Port = None,
    embedder: Embedder = None,
    reader: Reader = None,
    threads: Threads = None,
    reader_threads: ReaderThreads = None,
    reading_passages: ReadingPassages = None,
    reading_limit: ReadingLimit = None,
    concurrency: Concurrency = None,
    worker_threads: WorkerThreads = None,
    worker_nice: WorkerNice = None,
    keep_answers: KeepAnswers = None,
    keep_answers_days: KeepAnswersDays = None,
    keep_jobs: KeepJobs = None,
    keep_jobs_days: KeepJobsDays = None,
    max_body: MaxBody = None,
    allowed_hosts: AllowedHosts = None,
    allowed_origins: AllowedOrigins = None,
    embedders: Embedders = None,
) -> None:
    """Serve HTTP and the pages until stopped.

    Each flag is also a variable, as --port is DATELINE_PORT, and a key of dateline.toml in the current folder.
    """
    settings = read_settings(
        data=data,
        host=host,
        port=port,
        embedder=embedder,
        reader=reader,
        threads=threads,
        reader_threads=reader_threads,
        reading_passages=reading_passages,
        reading_limit=reading_limit,
        concurrency=concurrency,
        worker_threads=worker_threads,
        worker_nice=worker_nice,
        keep_answers=keep_answers,
        keep_answers_days=keep_answers_days,
        keep_jobs=keep_jobs,
        keep_jobs_days=keep_jobs_days,
        max_body=max_body,
        allowed_hosts=allowed_hosts,
        allowed_origins=allowed_origins,
        embedders=embedders,
    )
    with ending_well():  # while it starts; from then on uvicorn does
        from api.app import serve as serve_http

        raise typer.Exit(serve_http(settings))
