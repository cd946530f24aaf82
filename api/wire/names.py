"""The names that a call knows: its parameters, and the fields of its body, as the OpenAPI document has them."""

from typing import Any

from fastapi import Request


def list_parameters(request: Request) -> list[str]:
    """Return the names of the query parameters of the call that a request makes."""
    return [one["name"] for one in _call_of(request).get("parameters", []) if one["in"] == "query"]


def list_fields(request: Request) -> list[str]:
    """Return the names of the fields of the body of that call; none where the body has several forms."""
    content = _call_of(request).get("requestBody", {}).get("content", {})
    name = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    schemas = request.app.openapi()["components"]["schemas"]
    return list(schemas.get(name, {}).get("properties", {}))


def _call_of(request: Request) -> dict[str, Any]:
    path = getattr(request.scope.get("route"), "path_format", "")
    call: dict[str, Any] = request.app.openapi()["paths"].get(path, {}).get(request.method.lower(), {})
    return call
