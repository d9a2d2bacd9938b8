"""The commands, their options, and how a call ends."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, NoReturn

import typer

from dangjian_metrics import __version__
from dangjian_metrics.cli import completing, quality_commands, report_command, store_commands
from dangjian_metrics.cli import options as o
from dangjian_metrics.cli.request import FAILED, Request, Who, complain
from dangjian_metrics.errors import DjError, DocumentError, StoreError
from dangjian_metrics.messages import _, language

_REFRESH = _("Read every document again, also those that have not changed since they were kept.")
_JOBS = _(
    "So many processes read at once; 0 is one for each processor. A few small documents are read by one."
)
_ENGINE = _("Who reads: local is processes of this machine, dask the workers of a Dask cluster.")
_SCHEDULER = _("The Dask cluster: tcp://host:8786; without it one is started on this machine.")
_STRICT = _("Stop at the first document that cannot be read.")
_ONLY = _("Show these dispositions only, several with commas between: claim,label.")
_VERSION = _("Show the version and stop.")
_SHELL = _("The shell: bash, zsh or fish.")
_SENTENCE = _("The sentence, in quotation marks; - reads it from standard input.")

# The root of the command line's own errors; reached by way of typer, which carries its own click.
_CallError: type[Exception] = typer.BadParameter.__mro__[2]
_INTERRUPTED, _TERMINATED = 130, 143

app = typer.Typer(
    name="dj-metrics",
    help=_("Reads Chinese articles and writes every figure in them as a typed claim record."),
    epilog=_("Exit status: 0 done, 1 some files (or the store) could not be used, 2 the call itself is off."),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(asked: bool) -> None:
    if asked:
        version()
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", help=_VERSION, callback=_say_version, is_eager=True)]


@app.callback(invoke_without_command=True)
def _start(context: typer.Context, _asked: Version = False) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


@app.command(
    help=_(
        "Write the claims of articles, and keep them in the store for the other commands.\n\n"
        "With -o they go to that place only, unless --store is given too; -o DIR/ takes them as a folder of Parquet parts."
    )
)
def extract(
    paths: o.Paths,
    *,
    output: o.Output = None,
    form: o.Written = None,
    headers: o.Headers = None,
    no_bom: o.NoBom = False,
    lexicon: o.LexiconFile = None,
    store: o.StoreFile = None,
    refresh: Annotated[bool, typer.Option("--refresh", help=_REFRESH)] = False,
    wait: o.Wait = 10,
    jobs: Annotated[int, typer.Option("--jobs", metavar="N", min=0, help=_JOBS)] = 0,
    encoding: o.Encoding = None,
    engine: Annotated[Who, typer.Option("--engine", help=_ENGINE)] = Who.LOCAL,
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help=_SCHEDULER)] = None,
    strict: Annotated[bool, typer.Option("--strict", help=_STRICT)] = False,
) -> None:
    from dangjian_metrics.cli import extracting
    from dangjian_metrics.cli.reading import Engine

    request = Request(paths, output, form, bom=not no_bom, lexicon=lexicon, headers=headers)
    who = Engine(jobs, encoding, strict, engine is Who.DASK, scheduler)
    _end(lambda: extracting.run(request, extracting.Keeping(store, refresh, wait), who))


@app.command(help=_("List every number and what it was taken for."))
def audit(
    paths: o.Paths,
    *,
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="LABEL,...", help=_ONLY, autocompletion=completing.dispositions),
    ] = None,
    output: o.Output = None,
    form: o.Written = None,
    headers: o.Headers = None,
    no_bom: o.NoBom = False,
) -> None:
    from dangjian_metrics.cli import auditing

    _end(lambda: auditing.run(Request(paths, output, form, bom=not no_bom, headers=headers), only))


@app.command(help=_("Show how one sentence was read."))
def explain(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help=_SENTENCE, show_default=False)],
    lexicon: o.LexiconFile = None,
) -> None:
    from dangjian_metrics.cli import explaining

    _end(lambda: explaining.run(sentence, lexicon))


@app.command(
    help=_(
        "Print what lets a shell complete commands, options and names from the store.\n\n"
        'bash, zsh: eval "$(dj-metrics completion bash)" in ~/.bashrc or ~/.zshrc; '
        "fish: into ~/.config/fish/completions/dj-metrics.fish."
    )
)
def completion(
    shell: Annotated[completing.Shell, typer.Argument(help=_SHELL, show_default=False)],
) -> None:
    typer.echo(completing.script(shell), nl=False)


@app.command("version", help=_("Show the version."))
def version() -> None:
    typer.echo(f"dj-metrics {__version__}")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and ends the process with its exit status."""
    signal.signal(signal.SIGTERM, _on_termination)
    gc.set_threshold(200_000, 20, 20)  # rows by the hundred thousand and no cycles among them
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Runs the command line; its exit status. Every foreseen error is one line on standard error."""
    try:
        return _program()(list(arguments), prog_name="dj-metrics", standalone_mode=False) or 0
    except _CallError as error:
        return complain(_call_error(error))
    except (DocumentError, StoreError) as error:
        complain(str(error))
        return FAILED
    except DjError as error:
        return complain(str(error))
    except (KeyboardInterrupt, typer.Abort):
        return _INTERRUPTED


def _program() -> Callable[..., int | None]:
    """The program, which in Chinese also says in Chinese what typer says by itself."""
    program = typer.main.get_command(app)
    completing.ready()
    if language() != "en":
        from dangjian_metrics.cli import wording

        wording.translate(program)
    return program


def _end(command: Callable[[], int]) -> NoReturn:
    """Ends the command with the status it returns; a reader that has gone away is no error."""
    try:
        status = command()
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        status = 0
    except OSError as error:
        if error.filename is not None:
            raise
        _silence()
        said = _("standard output: cannot be written ({reason}): make room or choose -o FILE")
        status = complain(said.format(reason=error.strerror))
    raise typer.Exit(status)


def _silence() -> None:
    # What is still in the buffer would be written, and fail again, when the interpreter ends.
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no file behind it, as under a test
        return


def _call_error(error: Exception) -> str:
    """The line for a call that is off: what typer says of it, and where help is."""
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    said = said.replace("Value error, ", "")  # by which typer's validation begins what it says
    if language() != "en":
        from dangjian_metrics.cli import wording

        said = wording.error(said)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "dj-metrics"
    return _("{said}: see {command} --help").format(said=said.rstrip("."), command=command)


def _on_termination(_number: int, _frame: object) -> NoReturn:
    # Leaving by an exception lets half-written files be removed.
    sys.exit(_TERMINATED)


store_commands.register(app, _end)
report_command.register(app, _end)
quality_commands.register(app, _end)
