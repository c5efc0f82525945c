"""How the programs are started: the modes of the sockets that the daemon makes, the command lines.
"""

import os
import re
import shutil
import subprocess
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Dict, Iterator, List, Set

from cases import Stage, case
from suite.checks import Skip, check, equal
from suite.users import Child
from support import Folder, Process, expect, inventory

STARTS = 100
SOCKETS = ("lease", "ops", "keeper")
OWNERS_ALONE = 0o600
# In which system calls the kernel waits, in the start that is slowed down, and how long.
CALLS = "bind,chmod,fchmod,fchmodat,umask"
SLOWED_MICROSECONDS = 30_000

PROGRAMS = ("accountd", "accountctl", "account-proxy")
# What a value may be: none of these is a secret, each file is its owner's own.
PLACEHOLDERS = {"PATH", "DIR", "FILE", "LEVEL", "ADDRESS:PORT", "SECONDS", "NUMBER", "PROVIDER",
                "MODEL", "ACCOUNT", "NAME", "LEASE"}
SECRET_WORDS = re.compile(r"key|token|secret|credential|password|auth", re.IGNORECASE)
OPTION = re.compile(r"(--[a-z][a-z-]*)(?:[ =]([A-Z][A-Z:_]*))?")
# In the shapes in which upstreams give them out; nobody's.
SECRETS = ("sk-ant-api03-0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT",
           "CANARY-0123456789abcdef0123456789abcdef", "AIza0SyA1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tU")
SHOWN_BYTES = 6


@case("S-17", "a socket of --listen-* has no mode but 0600, whatever the umask, in "
      f"{STARTS} starts and one that is slowed down")
def s_17(stage: Stage) -> str:
    before = os.umask(0)
    try:
        looks = sum(watched_start(stage.daemon, []) for _ in range(STARTS))
        strace = shutil.which("strace")
        if strace is not None:
            slow = f"inject={CALLS}:delay_exit={SLOWED_MICROSECONDS}"
            # -D: the process that is started is the daemon, which is then what is ended.
            command = [strace, "-D", "-f", "-o", os.devnull, "-e", "trace=" + CALLS, "-e", slow]
            looks += watched_start(stage.daemon, command)
    finally:
        os.umask(before)
    return f"{looks} looks at one that was there" + ("" if strace else ", none slowed down")


def watched_start(daemon: str, tracer: List[str]) -> int:
    """Starts the daemon while others look at its sockets; answers how often they saw one."""
    with Folder() as folder:
        paths = [folder(f"{name}.sock") for name in SOCKETS]
        watchers = [Child(lambda pipe, path=path: watch(pipe, path)) for path in paths]
        try:
            for watcher in watchers:
                equal(watcher.hear(), "looking", "the watcher")
            command = [*tracer, daemon, "--accounts", folder.accounts(inventory())]
            for name, path in zip(SOCKETS, paths):
                command += [f"--listen-{name}", path]
            with Process(command, folder("log")) as process:
                for path in paths:
                    process.await_socket(path).close()
                for watcher in watchers:
                    watcher.pipe.send("enough")
                seen = [watcher.hear() for watcher in watchers]
        finally:
            for watcher in watchers:
                watcher.end()
    for path, (modes, _) in zip(paths, seen):
        equal([oct(mode) for mode in modes], [oct(OWNERS_ALONE)], f"the modes of {path}")
    return sum(looks for _, looks in seen)


def watch(pipe: Pipe, path: str) -> None:
    """Looks at a path again and again; says which modes it has had, and how often it was there."""
    modes: Set[int] = set()
    looks = 0
    pipe.send("looking")
    while looks == 0 or not pipe.poll():
        try:
            for _ in range(200):
                modes.add(os.lstat(path).st_mode & 0o7777)
                looks += 1
        except FileNotFoundError:
            pass
    pipe.send((sorted(modes), looks))


@case("S-20", "no option of any program takes a secret, and a word that looks like one is not "
      "repeated")
def s_20(stage: Stage) -> str:
    folder = Path(stage.daemon).parent
    missing = [name for name in PROGRAMS[1:] if not os.access(folder / name, os.X_OK)]
    if missing:
        raise Skip(f"needs {' and '.join(missing)} beside the daemon")
    programs = {name: str(folder / name) for name in PROGRAMS}
    programs["accountd"] = stage.daemon
    options = {name: options_of(path) for name, path in programs.items()}
    for name, known in options.items():
        for option, placeholder in known.items():
            check(not SECRET_WORDS.search(option) or placeholder == "FILE",
                  f"{name} {option} {placeholder} asks for a secret")
            check(not placeholder or placeholder in PLACEHOLDERS,
                  f"{name} {option} takes {placeholder}: is that a secret?")
    said = 0
    for name, path in programs.items():
        for line in lines(name, options[name]):
            judge_line(path, line)
            said += 1
    return f"{sum(map(len, options.values()))} options, {said} command lines"


def options_of(path: str) -> Dict[str, str]:
    """The options that a program and its commands know, with what stands for their values."""
    texts = [output([path, "--help"])]
    for command in re.findall(r"^  ([a-z]+)(?: |$)", texts[0], re.MULTILINE):
        texts.append(output([path, command, "--help"]))
    found: Dict[str, str] = {}
    for option, placeholder in OPTION.findall("\n".join(texts)):
        found[option] = found.get(option) or placeholder
    expect("--help" in found and len(found) > 3, f"the help of {path} was not understood")
    return found


def lines(name: str, options: Dict[str, str]) -> Iterator[List[str]]:
    """Command lines with a secret where a hasty operator may put one."""
    for secret in SECRETS:
        for line in ([secret], [f"--{secret}"], ["--api-key", secret], [f"--api-key={secret}"],
                     ["--token", secret], ["-k", secret], [f"--help={secret}"], ["--", secret],
                     ["--version", secret]):
            yield line
        if name == "accountctl":
            yield from ([command, *more] for more in ([secret, secret, secret], [f"--{secret}"])
                        for command in ("summary", "health", "completion", "reload", "metrics"))
        else:
            # With what the program needs to come so far, and no sockets of systemd's.
            yield [*(["--routes", "/dev/null"] if name == "account-proxy" else ["--check"]), secret]
        yield from ([option, secret] for option, placeholder in options.items()
                    if placeholder not in ("PATH", "DIR", ""))


def judge_line(path: str, line: List[str]) -> None:
    """Fails when a program repeats a part of a secret that it was given."""
    said = output([path, *line])
    for secret in SECRETS:
        for start in range(len(secret) - SHOWN_BYTES + 1):
            part = secret[start:start + SHOWN_BYTES]
            check(part not in said, f"{path} {line} repeats {part}")


def output(command: List[str]) -> str:
    """What a program says before it ends."""
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=20, check=False,
        env={"PATH": os.environ.get("PATH", os.defpath), "ACCOUNTD_OPS_SOCKET": "/nowhere",
             "ACCOUNTD_SOCKET": "/nowhere"}).stdout
