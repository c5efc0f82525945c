#!/usr/bin/env node
/**
 * A small HTTP forwarder that leases its accounts from accountd.
 *
 *     example_proxy.mjs --listen 127.0.0.1:8080 --provider claude \
 *         --upstream https://api.anthropic.com
 *
 * It sends each request on with a leased account's headers in place of the caller's own, streams
 * the answer back, and takes another account when accountd says so, as long as the caller has not
 * seen a byte. It knows nothing of providers: not their headers, their limits, or their errors.
 */
import { Buffer } from "node:buffer";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import process from "node:process";
import { parseArgs } from "node:util";

import { AllBlocked, Client, Refused, Unsendable } from "./accountd.mjs";

const MAX_REQUEST_BYTES = 32 * 1024 * 1024;
const MAX_ERROR_BYTES = 1024 * 1024; // An error's body is kept until it is known who gets it.
const PATIENCE_MS = 600_000; // Between two bytes: a model may think for minutes.
const INTERNAL = "x-internal-pricing-sync"; // Marks requests that usage counters shall skip.
const METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);
// What belongs to one connection only (RFC 9110, section 7.6.1), and is set anew on the next.
const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer",
  "transfer-encoding", "upgrade", "host", "content-length", "expect"]);
// The caller's credentials are never the upstream's; an error's body must arrive readable.
const REPLACED = new Set(["authorization", "proxy-authorization", "x-api-key", "api-key",
  "x-goog-api-key", "cookie", "accept-encoding", INTERNAL]);
/** Statuses for the daemon's refusals, by their codes. */
const STATUSES = new Map([[3, 400], [5, 404], [8, 429], [-32602, 400]]);

/** Forwards the requests of all callers; it has no state between them. */
class Forwarder {
  constructor(client, { provider, upstream, onlyUpstream, waitMs }) {
    this.client = client;
    this.wish = { provider, waitMs };
    this.upstream = upstream;
    this.onlyUpstream = onlyUpstream;
  }

  /** Answers one request, whatever happens. */
  async forward(caller, writer) {
    const gone = new AbortController();
    writer.on("close", () => writer.writableFinished || gone.abort());
    try {
      const body = await this.read(caller, writer);
      if (body) {
        const wish = { ...this.wish, model: modelOf(body), signal: gone.signal };
        wish.internal = caller.headers[INTERNAL] === "1" || undefined;
        give(writer, await this.client.withAccount(wish, (lease) =>
          this.attempt(caller, writer, body, lease, gone.signal)));
      }
    } catch (error) {
      if (!gone.signal.aborted) {
        fail(writer, error);
      }
    }
  }

  /** The caller's body whole, because a second account may need it; undefined when refused. */
  async read(caller, writer) {
    if (!METHODS.has(caller.method)) {
      return refuse(writer, 501, "not a method that is forwarded");
    }
    if (!caller.url.startsWith("/")) {
      return refuse(writer, 400, "not a request that can be forwarded");
    }
    const chunks = [];
    let size = Number(caller.headers["content-length"] ?? 0);
    if (size <= MAX_REQUEST_BYTES) {
      size = 0;
      for await (const chunk of caller) {
        size += chunk.length;
        if (size > MAX_REQUEST_BYTES) {
          break;
        }
        chunks.push(chunk);
      }
    }
    return size > MAX_REQUEST_BYTES
      ? refuse(writer, 413, "the request is too large") : Buffer.concat(chunks);
  }

  /** Sends the request with one account: either streams the answer or keeps it. */
  async attempt(caller, writer, body, lease, gone) {
    let phase = "headers";
    let silent = false;
    const broken = (otherwise) => ({
      error: gone.aborted ? "cancelled" : silent ? "timeout" : otherwise, phase,
    });
    const request = this.request(caller, body, lease, gone);
    request.setTimeout(PATIENCE_MS, () => {
      silent = true;
      request.destroy();
    });
    try {
      request.end(body);
      const [response] = await once(request, "response");
      phase = "first_byte";
      if (response.statusCode < 200 || response.statusCode > 299) {
        return kept(response, await beginning(response));
      }
      const chunks = response[Symbol.asyncIterator]();
      const first = await chunks.next();
      if (first.done) {
        return kept(response, Buffer.alloc(0));
      }
      phase = "mid_stream";
      lease.markStreaming();
      start(writer, response.statusCode, response.rawHeaders);
      await write(writer, first.value, gone);
      for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) {
        await write(writer, chunk, gone);
      }
      writer.end();
      return { status: response.statusCode, headers: response.headers, phase: "end" };
    } catch {
      const errors = { headers: "network", first_byte: "premature_close" };
      return broken(errors[phase] ?? "stream_error");
    } finally {
      request.destroy();
    }
  }

  /** The caller's request without its credentials, and with the lease's own. */
  request(caller, body, lease, gone) {
    const base = new URL((!this.onlyUpstream && lease.baseUrl) || this.upstream);
    const headers = new Map();
    for (const [name, value] of endToEnd(caller.rawHeaders)) {
      const lower = name.toLowerCase();
      if (!REPLACED.has(lower)) {
        headers.set(lower, headers.has(lower) ? `${headers.get(lower)}, ${value}` : value);
      }
    }
    for (const [name, value] of Object.entries(lease.headers)) {
      headers.set(name.toLowerCase(), value);
    }
    headers.set("accept-encoding", "identity");
    if (body.length > 0) {
      headers.set("content-length", String(body.length));
    }
    const { request } = base.protocol === "https:" ? https : http;
    const sent = request(base, {
      method: caller.method, path: base.pathname.replace(/\/+$/, "") + caller.url,
      headers: Object.fromEntries(headers), signal: gone,
      agent: false, // A connection that is used again may have its request sent twice, unseen.
    });
    sent.on("error", () => {}); // Whoever reads the answer hears of it as well.
    return sent;
  }
}

/** The outcome of an answer that is read whole, because it may not be the last one. */
function kept(response, body) {
  const { statusCode: status, headers, rawHeaders } = response;
  const answer = { status, rawHeaders, body };
  if (body.length === 0 && (status === 200 || status === 201)) {
    return { error: "empty_response", answer };
  }
  return { status, headers, body, answer };
}

/** As much of an error's body as is kept. */
async function beginning(response) {
  const chunks = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ERROR_BYTES) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, MAX_ERROR_BYTES);
}

/** Gives the caller the answer that was kept, or says that there was none. */
function give(writer, { answer, error, streamed, verdict }) {
  if (answer) {
    const headers = [...answer.rawHeaders];
    const told = headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === "retry-after");
    if (verdict?.retryAfterMs && !told) {
      headers.push("Retry-After", seconds(verdict.retryAfterMs));
    }
    reply(writer, answer.status, headers, answer.body);
  } else if (!streamed) {
    explain(writer, error === "timeout" ? 504 : 502, "the upstream did not answer");
  } else if (error) {
    writer.socket?.destroySoon(); // The only way left to tell the caller, after what was written.
  }
}

/** Says why there is no account. */
function fail(writer, error) {
  if (error instanceof AllBlocked) {
    explain(writer, 429, "no account is able to serve this", error.retryAfterMs);
  } else if (error instanceof Refused) {
    explain(writer, STATUSES.get(error.code) ?? 503, error.reason, error.retryAfterMs);
  } else if (error instanceof Unsendable) {
    explain(writer, 400, "not a request that can be forwarded");
  } else {
    console.error(`accountd: ${error.message}`);
    explain(writer, 503, "accounts are not available", 1000);
  }
}

/** Answers by itself and ends the connection, because the request was not read to its end. */
function refuse(writer, status, message) {
  writer.shouldKeepAlive = false;
  explain(writer, status, message);
}

/** Answers by itself, in JSON. */
function explain(writer, status, message, retryAfterMs) {
  const headers = ["content-type", "application/json"];
  if (retryAfterMs !== undefined) {
    headers.push("retry-after", seconds(retryAfterMs));
  }
  const error = { type: "error", error: { type: "proxy_error", message } };
  reply(writer, status, headers, Buffer.from(JSON.stringify(error)));
}

function reply(writer, status, rawHeaders, body) {
  start(writer, status, rawHeaders, body.length);
  writer.end(body);
}

/** Begins the head; without a length the body comes in chunks, or ends the connection. */
function start(writer, status, rawHeaders, length) {
  writer.statusCode = status;
  for (const [name, value] of endToEnd(rawHeaders)) {
    writer.appendHeader(name, value);
  }
  if (length !== undefined) {
    writer.setHeader("content-length", length);
  }
}

/** Writes a part of an answer, and waits until the caller takes more. */
async function write(writer, chunk, signal) {
  signal.throwIfAborted();
  if (!writer.write(chunk)) {
    await once(writer, "drain", { signal });
  }
}

/** All headers but those that belong to one connection, as pairs. */
function endToEnd(rawHeaders) {
  const pairs = rawHeaders.flatMap((name, at) => at % 2 ? [] : [[name, rawHeaders[at + 1]]]);
  const named = new Set(pairs.filter(([name]) => name.toLowerCase() === "connection")
    .flatMap(([, value]) => value.split(",").map((token) => token.trim().toLowerCase())));
  return pairs.filter(([name]) =>
    !HOP_BY_HOP.has(name.toLowerCase()) && !named.has(name.toLowerCase()));
}

/** What the caller asks for; undefined when it does not say. */
function modelOf(body) {
  try {
    const model = JSON.parse(body.toString())?.model;
    return typeof model === "string" ? model : undefined;
  } catch {
    return undefined;
  }
}

function seconds(milliseconds) {
  return String(Math.max(1, Math.ceil(milliseconds / 1000)));
}

/** Answers until the process is asked to end, and then what has been asked already. */
async function serve(host, port, forwarder) {
  const running = new Set();
  let ending = false;
  const server = http.createServer((caller, writer) => {
    const work = forwarder.forward(caller, writer).finally(() => running.delete(work));
    running.add(work);
    writer.on("finish", () => ending && caller.socket.destroySoon());
  });
  server.listen(port, host);
  await once(server, "listening");
  console.log(`listening on http://${host}:${server.address().port}`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  ending = true;
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  await closed;
  await Promise.all(running);
}

function usage(message) {
  console.error(`example_proxy: ${message}
usage: example_proxy.mjs --provider NAME --upstream URL [--listen HOST:PORT] [--socket PATH]
           [--only-upstream] [--wait-ms NUMBER]

  --socket         accountd's lease socket
  --upstream       where to send requests when the account names no base_url
  --only-upstream  send them nowhere else, whatever base_url an account names
  --wait-ms        how long to wait for an account`);
  process.exit(64);
}

function parse() {
  const text = { type: "string" };
  try {
    const { values } = parseArgs({ options: {
      listen: { ...text, default: "127.0.0.1:8080" }, socket: text, provider: text,
      upstream: text, "only-upstream": { type: "boolean" }, "wait-ms": text,
    } });
    const { protocol } = new URL(values.upstream ?? "");
    if (!values.provider || !["http:", "https:"].includes(protocol)) {
      usage("--provider and an --upstream of http or https are needed");
    }
    return values;
  } catch (error) {
    return usage(error.message);
  }
}

const options = parse();
const client = new Client({ path: options.socket, name: "example-proxy" });
const [host, port] = options.listen.split(/:(?=\d+$)/);
await serve(host, Number(port), new Forwarder(client, {
  provider: options.provider, upstream: options.upstream,
  onlyUpstream: options["only-upstream"], waitMs: Number(options["wait-ms"] ?? 0),
}));
client.close();
