"""`saylau serve`: the team server."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from saylau.cli.server_parts import server_module


def serve(
    listen: Annotated[str, typer.Option(help="Address to listen on; localhost unless told.")] = "",
    port: Annotated[int, typer.Option(help="Port to listen on; 8000 unless told.")] = 0,
    check: Annotated[bool, typer.Option("--check", help="Look the installation over and stop.")] = False,
) -> None:
    if listen:
        os.environ["SAYLAU_LISTEN"] = listen
    if port:
        os.environ["SAYLAU_PORT"] = str(port)
    run = server_module("run")
    code = run.check() if check else run.serve()
    raise typer.Exit(code)
