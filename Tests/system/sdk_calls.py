"""The calls of Tests/system/sdks, run where the SDKs are installed."""

import sys
from typing import Callable, Dict, Tuple, Type

sys.dont_write_bytecode = True

import anthropic  # noqa: E402
import openai  # noqa: E402
from proxied import KEY, Proxy  # noqa: E402
from support import Wrong, expect  # noqa: E402
from upstream import Upstream  # noqa: E402

MESSAGES = [{"role": "user", "content": "Hi"}]
TEXT = "0 1 2 3 4 "
STATUS_ERRORS = (anthropic.APIStatusError, openai.APIStatusError)
Call = Callable[[str], str]


def anthropic_client(address: str) -> anthropic.Anthropic:
    return anthropic.Anthropic(api_key=KEY, base_url=f"{address}/anthropic", max_retries=0)


def openai_client(address: str) -> openai.OpenAI:
    return openai.OpenAI(api_key=KEY, base_url=f"{address}/openai/v1", max_retries=0)


def anthropic_plain(address: str) -> str:
    message = anthropic_client(address).messages.create(
        model="claude-x", max_tokens=9, messages=MESSAGES)
    return message.content[0].text


def anthropic_stream(address: str) -> str:
    with anthropic_client(address).messages.stream(
            model="claude-x", max_tokens=9, messages=MESSAGES) as stream:
        return "".join(stream.text_stream)


def openai_plain(address: str) -> str:
    answer = openai_client(address).chat.completions.create(model="gpt-x", messages=MESSAGES)
    return answer.choices[0].message.content or ""


def openai_stream(address: str) -> str:
    pieces = openai_client(address).chat.completions.create(
        model="gpt-x", messages=MESSAGES, stream=True)
    return "".join(piece.choices[0].delta.content or "" for piece in pieces)


CALLS: Dict[str, Tuple[Call, str]] = {
    "anthropic, plain": (anthropic_plain, "hello"),
    "anthropic, streaming": (anthropic_stream, TEXT),
    "openai, plain": (openai_plain, "hello"),
    "openai, streaming": (openai_stream, TEXT),
}


def check_upstream(upstream: Upstream) -> None:
    expect(not any(KEY in text for text in upstream.texts), "the upstream saw the caller's key")
    expect(max(upstream.most.values()) <= 2, f"{upstream.most} at once, not 2")


def unseen(daemon: str) -> None:
    """One account is limited and one refuses its key: no SDK notices."""
    for name, (call, text) in CALLS.items():
        upstream = Upstream({"test-key-1": "limited", "test-key-2": "refused"})
        with Proxy(daemon, upstream, slots=2) as proxy:
            for _ in range(3):
                found = call(proxy.address)
                expect(found == text, f"{name}: {found!r}")
        check_upstream(upstream)
        print(f"{name}: {dict(upstream.calls)}")


def raises(name: str, call: Call, address: str, errors: "Tuple[Type[Exception], ...]") -> Exception:
    try:
        found = call(address)
    except errors as error:
        return error
    raise Wrong(f"{name}: no error but {found!r}")


def cut(daemon: str) -> None:
    """An account cuts its stream: the SDK sees that, and nobody is called a second time."""
    for name, (call, _) in CALLS.items():
        upstream = Upstream({f"test-key-{number}": "cut" for number in (1, 2, 3)})
        with Proxy(daemon, upstream, slots=2) as proxy:
            if "plain" in name:
                error = raises(name, call, proxy.address, STATUS_ERRORS)
                expect(getattr(error, "status_code", 0) == 504, f"{name}: {error!r}")
            else:
                # Some versions let the error of their HTTP library through.
                error = raises(name, call, proxy.address, (Exception,))
            calls = sum(upstream.calls.values())
            expect(calls == 1, f"{name}: called {calls} times")
        check_upstream(upstream)
        print(f"{name}, cut: {type(error).__name__}")


def blocked(daemon: str) -> None:
    """All accounts are limited: the SDK has its own error for that, and knows how long."""
    for name, (call, _) in CALLS.items():
        upstream = Upstream({f"test-key-{number}": "limited" for number in (1, 2, 3)})
        with Proxy(daemon, upstream, slots=2) as proxy:
            for _ in range(2):
                error = raises(name, call, proxy.address,
                               (anthropic.RateLimitError, openai.RateLimitError))
            response = getattr(error, "response")
            expect(int(response.headers["retry-after"]) > 0, f"{name}: no Retry-After")
            before = sum(upstream.calls.values())
            expect(before <= 3, f"{name}: called {before} times")
            proxy.kill_daemon()
            error = raises(name, call, proxy.address, STATUS_ERRORS)
            expect(getattr(error, "status_code", 0) == 503, f"{name}: {error!r}")
        print(f"{name}, blocked: RateLimitError, and without the daemon {type(error).__name__}")


def keys(daemon: str) -> None:
    """A wrong key is the SDK's own error too."""
    upstream = Upstream({})
    with Proxy(daemon, upstream) as proxy:
        for client, error in (
                (anthropic.Anthropic(api_key="no", base_url=f"{proxy.address}/anthropic"),
                 anthropic.AuthenticationError),
                (openai.OpenAI(api_key="no", base_url=f"{proxy.address}/openai/v1"),
                 openai.AuthenticationError)):
            try:
                client.models.list()
            except error:
                continue
            raise Wrong("a wrong key was taken")
    expect(not upstream.calls, "the upstream was called")
    print("keys: AuthenticationError")


def main() -> int:
    try:
        for test in (unseen, cut, blocked, keys):
            test(sys.argv[1])
    except Wrong as wrong:
        print(f"sdks: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
