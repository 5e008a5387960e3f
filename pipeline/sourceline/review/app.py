"""The review page: routes, and what their templates are given."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sourceline.errors import SourcelineError
from sourceline.review.board import FEW, TOP, board
from sourceline.review.desk import Desk, RefusedError
from sourceline.review.draft import draft_of
from sourceline.review.editor import Editor, blank
from sourceline.review.facets import facets
from sourceline.review.query import Query
from sourceline.review.sent import seconds_of, text_of
from sourceline.review.settling import agree, is_in_sight
from sourceline.review.shown import Shown, as_left
from sourceline.review.store import StoreError
from sourceline.review.templating import environment
from sourceline.review.views import REASONS
from sourceline.schema.decision import VERDICTS

ROWS = 60
#: Rows above the claim that a page is opened with.
ABOVE = 5
_NAME_LIMIT = 60
_NOTE_LIMIT = 4_000
_HERE = Path(__file__).parent


class Pages:
    """All answers of the server.

    Args:
        desk: the run and its log.
        port: the port it is served on, which names the cookies.
    """

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        self.editor = Editor(desk)
        self.shown = Shown(desk.store)
        self.cookie = f"reviewer_{port}"
        self.env = environment()

    def app(self) -> Starlette:
        """Returns the application, not yet guarded."""
        routes = [
            Route("/", self.home),
            Route("/rows", self.rows),
            Route("/board", self.board),
            Route("/shown/{entry:path}", self.entry),
            Route("/claims/{claim}/form", self.form),
            Route("/articles/{article:path}/form", self.blank_form),
            Route("/opened", self.posted(self.opened), methods=["POST"]),
            Route("/held", self.held),
            Route("/decisions", self.posted(self.decide), methods=["POST"]),
            Route("/undo", self.posted(self.undo), methods=["POST"]),
            Route("/reviewer", self.who),
            Route("/reviewer", self.posted(self.name), methods=["POST"]),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ]
        return Starlette(routes=routes)

    # Pages

    def home(self, request: Request) -> Response:
        reviewer = self.reviewer(request)
        if not reviewer:
            return RedirectResponse("/reviewer", 303)
        query = Query.read(request.query_params)
        index = self.desk.index()
        start = request.query_params.get("claim", "")
        chosen = index.row(start, reviewer) if start else None
        before = index.rows(query, reviewer, start, ABOVE, back=True) if chosen else []
        rows = [chosen] if chosen else []
        rows += index.rows(query, reviewer, start if chosen else "", ROWS)
        held = self.desk.reservations.of_others(reviewer) if chosen is None else set()
        first = next((row["id"] for row in rows if row["id"] not in held), rows[0]["id"] if rows else "")
        shown = self.shown.of(index, first, reviewer, query)
        context = {
            "query": query,
            "facets": facets(index),
            "count": index.count(query, reviewer),
            "rows": [*before, *rows],
            "shown": shown,
            "bare": index.count(replace(query, status="bare"), reviewer) if query.article and not rows else 0,
            "page": "disputed" if query.settling else "/",
        }
        return self.html(request, "page.html", **context)

    def rows(self, request: Request) -> Response:
        query, reviewer = Query.read(request.query_params), self.reviewer(request)
        back = request.query_params.get("back") == "1"
        start = request.query_params.get("start", "")
        found = self.desk.index().rows(query, reviewer, start, ROWS, back=back)
        return self.html(request, "rows.html", rows=found, query=query)

    def entry(self, request: Request) -> Response:
        """Answers with a claim and its article, or with an article that has no claim."""
        index, query = self.desk.index(), Query.read(request.query_params)
        shown = self.shown.of(index, request.path_params["entry"], self.reviewer(request), query)
        if shown is None:
            return JSONResponse({"message": "This is no longer in the run."}, 404)
        return self.html(request, "shown.html", shown=shown, query=query)

    def form(self, request: Request) -> Response:
        """Answers with the form in which a claim is corrected."""
        index, reviewer = self.desk.index(), self.reviewer(request)
        found = index.claim(request.path_params["claim"])
        if found is None:
            return JSONResponse({"message": "This claim is no longer in the run."}, 404)
        number, claim = found
        article = index.article(claim.article.id)
        assert article is not None
        claim = as_left(claim, self.shown.fresh(index, number, reviewer))
        return self.html(request, "form.html", **self.editor.form(draft_of(claim), article, claim))

    def blank_form(self, request: Request) -> Response:
        """Answers with the form in which a claim that is missing is added."""
        article = self.desk.index().article(request.path_params["article"])
        if article is None or article.text is None:
            return JSONResponse({"message": "The run has no text of this article: nothing can be added."}, 404)
        return self.html(request, "form.html", **self.editor.form(blank(), article, None))

    def board(self, request: Request) -> Response:
        """Answers with what the decisions tell of the run."""
        if not (reviewer := self.reviewer(request)):
            return RedirectResponse("/reviewer", 303)
        sampled = {"random": True, "all": False}.get(request.query_params.get("of", ""))
        shown = board(self.desk.index(), reviewer, sampled=sampled)
        return self.html(request, "board.html", board=shown, TOP=TOP, FEW=FEW)

    def held(self, request: Request) -> Response:
        """Answers with the claims that other reviewers have open."""
        return JSONResponse(sorted(self.desk.reservations.of_others(self.reviewer(request))), headers=self.state())

    # Acts

    def opened(self, request: Request, sent: dict[str, Any]) -> Response:
        """Notes that a reviewer has opened a claim; the answer says whether another has it open too."""
        claim, reviewer = text_of(sent, "claim"), self.named(request)
        self.desk.reservations.hold(claim, reviewer)
        return JSONResponse({"shared": claim in self.desk.reservations.of_others(reviewer)}, headers=self.state())

    def decide(self, request: Request, sent: dict[str, Any]) -> Response:
        reviewer = self.named(request)
        kind = text_of(sent, "decision")
        if kind == "added":
            return self.add(request, sent)
        query = Query.read(dict(parse_qsl(text_of(sent, "list"))))
        number, claim, article = self.desk.shown(text_of(sent, "claim"), text_of(sent, "content_hash"))
        if kind == "settled":
            agree(self.desk, number, claim, reviewer, text_of(sent, "agrees"), seconds_of(sent))
            return self.done(request, number, kind, query)
        if kind not in ("accepted", "rejected", "corrected", "skipped", "noted"):
            raise RefusedError(f"there is no decision {kind!r}")
        reasons = sent.get("reasons", [])
        if not isinstance(reasons, list) or any(reason not in REASONS for reason in reasons):
            raise RefusedError("there is no such reason")
        note = text_of(sent, "note")[:_NOTE_LIMIT].strip() or None
        if kind == "rejected" and not reasons:
            raise RefusedError("a rejection needs a reason")
        if kind == "noted" and note is None:
            raise RefusedError("the note is empty")
        told: dict[str, object] = {"reasons": reasons} if kind == "rejected" else {}
        if kind == "corrected":
            told = self.editor.correction(claim, article, sent, self.shown.fresh(self.desk.index(), number, reviewer))
        decision = self.desk.decide(
            claim=claim.id,
            content_hash=claim.content_hash,
            reviewer=reviewer,
            decision=kind,
            **told,
            note=note,
            seconds=seconds_of(sent),
            order=query.order,
            seed=query.drawing or None,
            blind=query.status == "second",
            settles=kind in VERDICTS and is_in_sight(self.desk.index(), number, reviewer, query),
            seen=claim if kind not in ("noted", "skipped") else None,
        )
        return self.done(request, number, decision.decision, query)

    def add(self, request: Request, sent: dict[str, Any]) -> Response:
        """Takes a claim that was missing into the log."""
        article = self.desk.index().article(text_of(sent, "article"))
        if article is None:
            raise RefusedError("this article is no longer in the run; nothing was saved")
        made = self.editor.addition(article, sent)
        self.desk.decide(
            claim=made.id,
            content_hash=made.content_hash,
            reviewer=self.named(request),
            decision="added",
            seconds=seconds_of(sent),
            seen=made,
        )
        found = self.desk.index().claim(made.id)
        assert found is not None
        return self.done(request, found[0], "added")

    def undo(self, request: Request, sent: dict[str, Any]) -> Response:
        row = self.desk.undo(self.named(request))
        if row is None:
            return JSONResponse({"message": "There is nothing of yours to undo."}, 409)
        found = self.desk.index().claim(row["claim"])
        message = f"Taken back: {row['kind']}."
        if found is None:
            return JSONResponse({"message": message, "claim": None, "progress": self.progress(request)})
        return self.done(request, found[0], message)

    def done(self, request: Request, number: int, message: str, query: Query | None = None) -> Response:
        """Answers an act with the claim's row and the progress as they are now.

        Where a list is given, the answer has what comes next in it, past all that others have open or have decided
        meanwhile.
        """
        index, reviewer = self.desk.index(), self.reviewer(request)
        rows = index.all_rows([number], reviewer)
        row = self.env.get_template("rows.html").render(rows=rows, query=Query())
        answer = {"message": message, "claim": rows[0]["id"], "row": row, "progress": self.progress(request)}
        if query is not None and not query.bare:
            answer["next"] = self.desk.next(query, reviewer, rows[0]["id"])
        return JSONResponse(answer, headers=self.state())

    def progress(self, request: Request) -> str:
        return self.env.get_template("progress.html").render(progress=self.desk.progress(self.reviewer(request)))

    # Who is asking

    def reviewer(self, request: Request) -> str:
        return unquote(request.cookies.get(self.cookie, ""))

    def named(self, request: Request) -> str:
        """Returns the reviewer's name, which an act needs."""
        if not (name := self.reviewer(request)):
            raise RefusedError("say who you are first")
        return name

    def who(self, request: Request) -> Response:
        names = [row[0] for row in self.desk.index().all("SELECT DISTINCT reviewer FROM log ORDER BY reviewer")]
        return self.html(request, "who.html", names=names)

    def name(self, request: Request, sent: dict[str, Any]) -> Response:
        name = " ".join(text_of(sent, "name").split())
        if not name or len(name) > _NAME_LIMIT or not name.isprintable():
            raise RefusedError(f"a name has 1 to {_NAME_LIMIT} letters")
        answer = JSONResponse({"message": f"You review as {name}."})
        answer.set_cookie(self.cookie, quote(name), max_age=31_536_000, httponly=True, samesite="strict")
        return answer

    # Plumbing

    def html(self, request: Request, template: str, **context: Any) -> Response:
        theme = request.cookies.get("sourceline_theme", "")
        reviewer = self.reviewer(request)
        base = {
            "reviewer": reviewer,
            "theme": theme if theme in ("light", "dark") else "",
            "problem": self.desk.problem,
            "version": self.desk.version,
            "progress": self.desk.progress(reviewer),
            "page": request.url.path,
        }
        return HTMLResponse(self.env.get_template(template).render(base | context), headers=self.state())

    def state(self) -> dict[str, str]:
        """Returns headers by which an open page learns that the run has changed."""
        return {"X-Run": str(self.desk.version), "X-Problem": quote(self.desk.problem)}

    def posted(self, act: Callable[[Request, dict[str, Any]], Response]) -> Callable[[Request], Any]:
        """Returns an endpoint that reads the JSON it is sent, and tells what went wrong as a message."""

        async def endpoint(request: Request) -> Response:
            try:
                sent = json.loads(await request.body())
            except ValueError:
                sent = None
            if not isinstance(sent, dict):
                return JSONResponse({"message": "Not saved: that was no JSON object."}, 400)
            try:
                return await run_in_threadpool(act, request, sent)
            except StoreError as error:
                return JSONResponse({"message": f"{error}."}, 503 if error.passing else 500)
            except SourcelineError as error:
                return JSONResponse({"message": f"Not saved: {error}."}, 409)

        return endpoint
