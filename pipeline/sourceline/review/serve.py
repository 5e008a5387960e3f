"""Starts the server of the review page."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread

import uvicorn

from sourceline.errors import OutputError
from sourceline.review.app import Pages
from sourceline.review.desk import Desk, Pairs, Run
from sourceline.review.guard import Guard
from sourceline.review.store import LOG, Store

HOST = "127.0.0.1"


def serve(
    run: Run, out: Path, port: int, token: str, ready: Callable[[str], None], watched: Callable[[Pairs], Pairs] = iter
) -> None:
    """Serves the page until it is stopped.

    Args:
        run: how to get at the run.
        out: its folder, where the log is kept.
        port: the port; 0 for one that is free.
        token: the secret of this session.
        ready: called with the address when it answers.
        watched: yields the articles that it is given, and may tell how far they are read.

    Raises:
        SourcelineError: the run or the log cannot be read, or the port is taken.
    """
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise OutputError(f"port {port} cannot be used: {error.strerror}; choose another with --port") from error
        port = listener.getsockname()[1]
        next(iter(run.load()), None)  # fails where there is no run, before a log is made there
        # uvicorn ends the process by the signal that stopped it; the log is closed first, so that it is one file again.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        with closing(Store(out / LOG)) as store:
            pages = Pages(Desk(run, store, watched), port)
            listener.listen()
            ready(f"http://{HOST}:{port}/?token={token}")
            Thread(target=pages.editor.parser.warm, daemon=True).start()
            app = Guard(pages.app(), port, token)
            config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
            uvicorn.Server(config).run(sockets=[listener])
