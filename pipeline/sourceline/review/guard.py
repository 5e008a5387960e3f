"""Who may talk to the page: only the browser that was opened with it, on this machine.

A page of another site can make a browser send requests to 127.0.0.1, and by DNS rebinding under a name of its own. So
a request must name this host, come from this origin if it says where it comes from, and carry the session's secret.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Longest body that is read.
MAX_BODY = 256 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware that lets nothing else through.

    Args:
        app: what is guarded.
        port: the port it is served on.
        token: the secret; the address `/?token=…` trades it for a cookie.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app = app
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.cookie = f"sourceline_{port}"  # cookies do not tell ports apart
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self.refusal(scope) or self.app
        await answer(scope, receive, send_safely)

    def refusal(self, scope: Scope) -> Response | None:
        """Returns what to answer instead, or None if the request may pass."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self.hosts:
            return _no(421, "this page answers only on 127.0.0.1")
        origin = headers.get("origin")
        reading = scope["method"] in ("GET", "HEAD")
        if (origin is None and not reading) or (origin is not None and origin != f"http://{host}"):
            return _no(403, "this request comes from another page")
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if reading and self._is_token(given):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict")
            return answer
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _no(403, "this request comes from another site")
        if not self._is_token(_cookie(headers.get("cookie", ""), self.cookie)):
            return _no(403, "open the address that `sourceline review` printed, with its token")
        if not reading and headers.get("content-type", "").partition(";")[0] != "application/json":
            return _no(415, "send JSON")
        if not headers.get("content-length", "0").isdigit() or int(headers.get("content-length", "0")) > MAX_BODY:
            return _no(413, f"more than {MAX_BODY // 1024} KiB")
        if not reading and "content-length" not in headers:
            return _no(411, "say how long the body is")
        return None

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "surrogatepass"), self.token.encode())


def _no(status: int, message: str) -> Response:
    return PlainTextResponse(f"Refused: {message}.\n", status)


def _cookie(header: str, name: str) -> str:
    try:
        morsel = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel is not None else ""
