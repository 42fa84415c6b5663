"""All verbs by their names in a request, and how one is carried out."""

from collections.abc import Awaitable, Mapping
from typing import Final

from app.control.errors import RefusedError, RequestError
from app.control.protocol import Request
from app.control.snapshot import snapshot_values
from app.control.verbs.cables import CABLES
from app.control.verbs.files import FILES
from app.control.verbs.people import PEOPLE
from app.control.verbs.places import PLACES
from app.control.verbs.playing import PLAYING
from app.control.verbs.values import Result, Verb
from app.engine.api import CommandError, EngineApi
from app.model.checks import FieldError


async def carry_out(engine: EngineApi, request: Request) -> Result:
    """Do what is asked; a file that is read or written for it is waited for.

    Raises RequestError for wrong usage, RefusedError for what cannot be done now.
    """
    verb = VERBS.get(request.verb)
    if verb is None:
        raise RequestError(f"“{request.verb}” is nothing that Longwire can do.")
    try:
        result = verb(engine, request)
        return await result if isinstance(result, Awaitable) else result
    except CommandError as error:
        raise RefusedError(str(error)) from error
    except FieldError as error:
        raise RequestError(f"{error}.") from error


def _status(engine: EngineApi, _request: Request) -> Result:
    return snapshot_values(engine.snapshot(), engine.meters())


VERBS: Final[Mapping[str, Verb]] = {"status": _status, **PEOPLE, **CABLES, **PLACES, **PLAYING, **FILES}
