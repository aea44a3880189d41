"""Logs as facts with fields: ids and kinds, never what people wrote, their names, or anything that opens something."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from types import TracebackType
from typing import IO, Any, Literal, cast


@contextmanager
def _unfound(library: str) -> Iterator[None]:
    """Keep a library from being found by others that would take it along, unless it is loaded already."""
    is_hidden = library not in sys.modules
    if is_hidden:
        sys.modules[library] = None  # type: ignore[assignment] # documented: makes its import fail
    try:
        yield
    finally:
        if is_hidden:
            del sys.modules[library]


# structlog takes rich along to colour tracebacks, which are never written here; that would be a tenth of a start.
# And greenlet, which nothing here runs on, where some other program has brought it.
with _unfound("rich"), _unfound("greenlet"):
    import structlog
    from structlog.typing import EventDict, Processor, WrappedLogger

OURS = "reppu"
HIDDEN = "•••"
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
Form = Literal["console", "json"]

# Fields that would hold what people wrote or are called; they are never filled on purpose, this is the second lock.
_PRIVATE_FIELDS = frozenset(
    {"text", "words", "name", "title", "body", "content", "filled", "raw", "place_name", "token", "secret", "code"}
)
# A Telegram token, a Discord token, a link token of ours, what follows "Bearer", a fragment with a token in it.
_TOKENS = re.compile(
    r"\d{6,}:[\w-]{30,}|[\w-]{23,}\.[\w-]{6}\.[\w-]{27,}|\b[a-z2-7]{26}\b|(?<=[Bb]earer )\S+|(?<=#join=)\S+"
)
# What these say below a warning is about every request, address and statement.
_NOISY = ("aiohttp.access", "httpx", "httpcore", "telegram", "discord", "aiosqlite", "apscheduler", "asyncio")


def set_up_logs(level: Level = "INFO", form: Form = "console", stream: IO[str] | None = None) -> None:
    """Send our own logs and the libraries' warnings to one stream (standard error), cleaned on the way."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_words,
        redact,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=_named,
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    last: Processor = structlog.dev.ConsoleRenderer(colors=False) if form == "console" else _json()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_foreign, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Hide fields that hold private words, and whatever looks like a token anywhere."""
    return {key: HIDDEN if key in _PRIVATE_FIELDS else _clean(value) for key, value in event.items()}


def without_words(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Turn an exception into its kinds and places: an error's words may quote what somebody wrote."""
    found = event.pop("exc_info", None)
    error = _error_of(found)
    if error is not None:
        event["error"] = " <- ".join(_told(each) for each in _chain(error))
    event.pop("stack_info", None)
    return event


def _named(*names: str) -> logging.Logger:
    return logging.getLogger(".".join((OURS, *names)))


def _json() -> Processor:
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _foreign(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take a library's exception along; its record holds it beside the message."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and record.exc_info:
        event["exc_info"] = record.exc_info
        record.exc_info = None
        record.exc_text = None
    return event


def _clean(value: Any) -> Any:  # noqa: ANN401 - a log's field may be anything
    match value:
        case str():
            return _TOKENS.sub(HIDDEN, value)
        case Mapping():
            fields = cast("MutableMapping[str, Any]", value)
            return {key: HIDDEN if key in _PRIVATE_FIELDS else _clean(each) for key, each in fields.items()}
        case list() | tuple() | set() | frozenset():
            return [_clean(each) for each in value]
        case bool() | int() | float() | None | logging.LogRecord():
            return value
        case _:
            return _TOKENS.sub(HIDDEN, str(value))


def _error_of(found: Any) -> BaseException | None:  # noqa: ANN401 - True, an exception, or sys.exc_info()
    if isinstance(found, BaseException):
        return found
    if isinstance(found, tuple):
        return cast("BaseException | None", found[1])
    return sys.exc_info()[1] if found else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _told(error: BaseException) -> str:
    """Return an error's kind with where it came from; its words only when they are ours."""
    kind = type(error)
    ours = kind.__module__.partition(".")[0] in {"bot", "adapters", "storage"}
    words = f": {error}" if ours and str(error) else ""
    return f"{kind.__name__}{words} [{', '.join(_places(error.__traceback__))}]"


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield f"{'/'.join(code.co_filename.rsplit('/', 2)[-2:])}:{traceback.tb_lineno} {code.co_name}"
        traceback = traceback.tb_next
