/**
 * Leases AI accounts from accountd over its Unix socket.
 *
 *     const client = new Client({ name: "my-proxy" });
 *     const wish = { provider: "claude", model: "claude-sonnet-4-5" };
 *     const outcome = await client.withAccount(wish, callUpstream);
 *     client.close();
 *
 * One file to copy, standard library only, Node 18 or newer; sections are PROTOCOL.md's. The calls
 * of a Client share one connection and its leases one holder. An AbortSignal ends a wait at once,
 * and what the daemon granted meanwhile is released. A connection on which nothing is asked does
 * not keep the process alive.
 */
import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import net from "node:net";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { TextDecoder } from "node:util";

const DEFAULT_PATH = "/run/accountd/lease.sock";
const MAX_PATH_BYTES = 107; // Of a socket on Linux; Node would connect to the beginning of more.
const MAX_REQUEST_BYTES = 256 * 1024; // Section 1, as the next.
const MAX_REPLY_BYTES = 1024 * 1024;
const HEADER_BYTES = 4;
const ENVELOPE_BYTES = 128; // More than a request has around its params.
const MAX_IN_FLIGHT = 128; // Section 2, of a connection.
// Of a report, so that it fits a frame however it is escaped; errors and limits are shorter.
const MAX_BODY_BYTES = 24 * 1024;
const MAX_HEADERS = 100;
const MAX_HEADER_BYTES = 256;
const MAX_ATTEMPTS = 5; // Section 6: how often one call is sent.
const GRACE_MS = 1000; // A daemon that is so late after its own deadline is taken for gone.
const UNAVAILABLE = 14; // The error code that promises that nothing was executed.
const MAX_ANNOUNCED = 1024; // Revoked leases that are remembered, so that each is told once.
// Section 6: a connect that fails so may succeed when the daemon is back.
const AWAY = new Set(["ENOENT", "ECONNREFUSED", "EAGAIN", "ECONNRESET", "EPIPE"]);
const FORBIDDEN = new Set(["EACCES", "EPERM"]);
// What JSON.stringify writes for half of a surrogate pair, which the daemon would refuse unseen.
const HALF_A_PAIR = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/**
 * What a Select asks for (section 4); what is undefined is not sent.
 *
 * @typedef {object} Wish
 * @property {string} provider
 * @property {string} [model]
 * @property {string} [session]
 * @property {readonly string[]} [exclude] accounts that are not to be chosen
 * @property {string} [account]
 * @property {string} [retryOf] a leaseId
 * @property {number} [waitMs]
 * @property {number} [ttlMs]
 * @property {boolean} [detached]
 * @property {boolean} [internal]
 * @property {number} [attempt]
 * @property {string} [idempotencyKey] else a random one
 * @property {AbortSignal} [signal] takes the Select back
 */

/**
 * What became of one upstream request: its `status`, or an `error` of section 4. `answer` is the
 * caller's own and is not sent.
 *
 * @typedef {object} Outcome
 * @property {number} [status]
 * @property {string} [error]
 * @property {string} [phase]
 * @property {boolean} [streamed] the caller has seen a part of the answer: nothing may be retried
 * @property {HeadersLike} [headers]
 * @property {string | Uint8Array | ArrayBuffer} [body] of an error
 * @property {Readonly<Record<string, number>>} [usage]
 * @property {number} [latencyMs]
 * @property {any} [answer]
 */

/**
 * The upstream's headers as fetch or node:http have them, or pairs.
 *
 * @typedef {Iterable<readonly [string, string]>
 *     | Readonly<Record<string, string | readonly string[] | undefined>>} HeadersLike
 */

/**
 * What the daemon found in an outcome, and what to do next (section 4).
 *
 * @typedef {object} Verdict
 * @property {string} retry
 * @property {number} [retryAfterMs]
 * @property {string} category
 * @property {string} rule
 * @property {string} accountState
 * @property {number} blockedMs -1 until somebody acts
 * @property {string} leaseState
 * @property {boolean} applied
 * @property {string} [skip]
 * @property {string} [limitedBy]
 * @property {string} [scope]
 * @property {string} [window]
 */

/**
 * An outcome with the daemon's verdict on it, or with the reason why the report failed.
 *
 * @typedef {Outcome & {verdict?: Verdict, reportError?: unknown}} Judged
 */

/** Every failure that this module reports, but for an abort, which has the signal's reason. */
export class AccountdError extends Error {
  get name() {
    return this.constructor.name;
  }
}

/** No daemon answered, after all the attempts that section 6 allows. */
export class Unavailable extends AccountdError {}

/** This user may not open the socket; trying again cannot help. */
export class NotPermitted extends AccountdError {}

/** The client was closed. */
export class Closed extends AccountdError {}

/** A request that does not fit a frame, or a text that is no Unicode; nothing of it was sent. */
export class Unsendable extends AccountdError {}

/** One side broke the protocol; `goaway` is the daemon's reason when it was this one, and final. */
export class ProtocolError extends AccountdError {
  /**
   * @param {string} message
   * @param {string} [goaway]
   */
  constructor(message, goaway) {
    super(goaway ? `${message} ${goaway}` : message);
    this.goaway = goaway;
  }
}

/** The daemon's error (section 5). */
export class Refused extends AccountdError {
  /**
   * @param {number} code
   * @param {string} message
   * @param {Record<string, unknown>} data
   */
  constructor(code, message, data) {
    const reason = member(data, "reason", "string");
    const field = optional(data, "field", "string");
    super(`${reason}: ${message}${field ? ` ${field}` : ""}`);
    this.code = code;
    this.data = data;
    /** @type {string} */
    this.reason = reason;
    /** @type {string | undefined} */
    this.field = field;
    /** @type {number | undefined} not known without */
    this.retryAfterMs = optional(data, "retry_after_ms", "integer");
  }
}

/** No account is able now; `blocked` counts the reasons. */
export class AllBlocked extends Refused {
  /** @returns {Record<string, number>} */
  get blocked() {
    return optional(this.data, "blocked", "object") ?? {};
  }
}

/** The connection went away: the call was executed, or it was not. */
class Lost extends AccountdError {
  /**
   * @param {string} message
   * @param {number} [leastMs] before the next attempt
   */
  constructor(message, leastMs = 0) {
    super(message);
    this.leastMs = leastMs;
  }
}

/**
 * The right to use one account. Set `headers` on the upstream request as they are; they and the
 * credential stay out of what is printed or written as JSON, so that a lease may be logged.
 */
export class Lease {
  #credential;
  #reports = 0;
  #streaming = false;

  /** @param {Record<string, unknown>} reply the daemon's, to a Select */
  constructor(reply) {
    const lease = member(reply, "lease", "object");
    this.#credential = member(reply, "credential", "object");
    const headers = member(this.#credential, "headers", "object");
    Object.keys(headers).forEach((name) => member(headers, name, "string"));
    /** @type {string} */
    this.leaseId = member(lease, "lease_id", "string");
    /** @type {string} */
    this.accountId = member(lease, "account_id", "string");
    /** @type {number} */
    this.poolSize = member(reply, "pool_size", "integer");
    /** @type {number | undefined} */
    this.fence = optional(lease, "fence", "integer");
    /** @type {number | undefined} */
    this.expiresInMs = optional(lease, "expires_in_ms", "integer");
    /** @type {number | undefined} */
    this.renewAfterMs = optional(lease, "renew_after_ms", "integer");
    /** @type {string | undefined} where the upstream is, when the operator says so */
    this.baseUrl = optional(this.#credential, "base_url", "string");
  }

  /** @returns {Record<string, string>} */
  get headers() {
    return this.#credential.headers;
  }

  /**
   * For clients that build their own headers.
   * @returns {Record<string, any>} the `credential` of section 4
   */
  get credential() {
    return this.#credential;
  }

  /** Whether the caller has seen a part of the answer. */
  get streaming() {
    return this.#streaming;
  }

  /** Says that the caller has seen a part of the answer: `withAccount` will not retry. */
  markStreaming() {
    this.#streaming = true;
  }

  /** The number of the next report on this lease. */
  nextReport() {
    this.#reports += 1;
    return this.#reports;
  }
}

/**
 * Paces the attempts of lost calls (section 6). A retry takes one of the tokens that all calls
 * share, a success gives a tenth back: without a daemon, a call soon costs one attempt.
 */
export class Retry {
  #tokens;
  #most;
  #sleep;
  #uniform;

  /**
   * @param {object} [options]
   * @param {number} [options.tokens]
   * @param {(milliseconds: number) => Promise<unknown>} [options.sleep]
   * @param {(longest: number) => number} [options.uniform]
   */
  constructor({ tokens = 128, sleep = pause, uniform = (most) => Math.random() * most } = {}) {
    this.#tokens = tokens;
    this.#most = tokens;
    this.#sleep = sleep;
    this.#uniform = uniform;
  }

  /**
   * Sleeps, at least for `leastMs`, when another attempt is allowed.
   * @param {number} retries those before
   * @param {number} leastMs
   * @returns {Promise<boolean>} whether it is
   */
  async again(retries, leastMs) {
    if (retries + 1 >= MAX_ATTEMPTS || this.#tokens < 1) {
      return false;
    }
    this.#tokens -= 1;
    await this.#sleep(Math.max(leastMs, this.#uniform(Math.min(50 * 2 ** retries, 2000))));
    return true;
  }

  /** Gives a tenth of a token back. */
  succeeded() {
    this.#tokens = Math.min(this.#tokens + 0.1, this.#most);
  }
}

/**
 * A client of accountd, which connects when it must. Any call may be sent again, and is: a Select
 * has its idempotency key, a report its number.
 *
 * Emits `leaseRevoked` with `{leaseId, reason}` when a lease is taken from it: start no upstream
 * request with that one any more.
 */
export class Client extends EventEmitter {
  #greeting;
  #timeoutMs;
  #retry;
  #closed = false;
  /** @type {Set<Connection>} One, and one more for each 128 calls at once. */
  #connections = new Set();
  /** @type {Set<string>} */
  #announced = new Set();

  /**
   * @param {object} [options]
   * @param {string} [options.path] else $ACCOUNTD_SOCKET, else /run/accountd/lease.sock
   * @param {string} [options.name] for operators
   * @param {string} [options.instanceId] else a random one
   * @param {number} [options.timeoutMs] of a call that does not wait for an account
   * @param {Retry} [options.retry]
   */
  constructor({ path, name = "accountd.mjs", instanceId, timeoutMs = 10_000, retry } = {}) {
    super();
    this.path = path || process.env.ACCOUNTD_SOCKET || DEFAULT_PATH;
    this.#greeting = encode({
      protocol: "1",
      client: { name, version: "1", instance_id: instanceId ?? token() },
    });
    this.#timeoutMs = timeoutMs;
    this.#retry = retry ?? new Retry();
  }

  /** Ends the connections; leases that are still held end some seconds later. */
  close() {
    this.#closed = true;
    for (const connection of this.#connections) {
      connection.fail(new Closed("the client is closed"));
    }
  }

  /**
   * Lends accounts to `call` until an outcome is final (section 4), and returns it. Each lease is
   * reported and given back exactly once. What `call` throws counts as `cancelled` and is passed
   * on, so it returns the upstream's failures in its outcome.
   *
   * @param {Wish} wish
   * @param {(lease: Lease, signal?: AbortSignal) => Outcome | Promise<Outcome>} call
   * @returns {Promise<Judged>}
   */
  async withAccount(wish, call) {
    const { idempotencyKey: _, ...rest } = wish; // It is of the first Select alone.
    const exclude = [...(wish.exclude ?? [])];
    let lease = await this.select(wish);
    let [attempt, sameUsed] = [1, false];
    for (;;) {
      const outcome = await this.#use(lease, call, wish.signal);
      const verdict = outcome.streamed ? undefined : outcome.verdict;
      const wait = verdict?.retryAfterMs ?? 0;
      const another = attempt < Math.min(3, lease.poolSize);
      /** @type {Partial<Wish>} */
      let next;
      if (verdict?.retry === "same" && !sameUsed) {
        sameUsed = true;
        next = { account: lease.accountId, retryOf: lease.leaseId, waitMs: Math.max(wait, 10_000) };
      } else if (verdict?.retry === "other" && another) {
        attempt += 1;
        exclude.push(lease.accountId);
        next = { waitMs: 0 };
      } else if (verdict?.retry === "wait" && another) {
        attempt += 1;
        next = { waitMs: Math.max(wait, 1000) };
      } else {
        return outcome;
      }
      try {
        lease = await this.select({ ...rest, exclude, attempt, ...next });
      } catch (error) {
        if (error instanceof AccountdError) {
          return outcome;
        }
        throw error;
      }
    }
  }

  /**
   * Leases an account, or rejects with AllBlocked.
   * @param {Wish} wish
   * @returns {Promise<Lease>}
   */
  select(wish) {
    const { signal, idempotencyKey = token(), waitMs = 0 } = wish;
    const params = {
      provider: wish.provider, model: wish.model, session: wish.session, exclude: wish.exclude,
      account: wish.account, retry_of: wish.retryOf, wait_ms: waitMs, ttl_ms: wish.ttlMs,
      detached: wish.detached, internal: wish.internal, attempt: wish.attempt,
    };
    const grant = async () =>
      new Lease(await this.#call("Select", params, signal, waitMs, idempotencyKey));
    return untilAborted(signal, grant, (lease) => this.release(lease));
  }

  /**
   * Reports what became of the upstream request. `seq` numbers the reports on one lease, so that
   * one that is sent twice counts once; without, this is the next one.
   *
   * @param {Lease} lease
   * @param {Outcome} outcome
   * @param {{release?: boolean, seq?: number, signal?: AbortSignal}} [options]
   * @returns {Promise<Verdict>}
   */
  async markResult(lease, outcome, { release = false, seq = lease.nextReport(), signal } = {}) {
    const { status, error, phase, usage, latencyMs } = outcome;
    const reply = await this.#ask("MarkResult", {
      lease_id: lease.leaseId, seq, release, status, error, phase, usage,
      streamed: outcome.streamed || lease.streaming,
      headers: outcome.headers && evidence(outcome.headers),
      body: outcome.body && beginning(outcome.body),
      latency_ms: latencyMs === undefined ? undefined : Math.round(latencyMs),
    }, signal);
    member(reply, "retry", "string");
    optional(reply, "retry_after_ms", "integer");
    return /** @type {Verdict} */ (renamed(reply));
  }

  /**
   * Gives the lease back.
   * @param {Lease} lease
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<boolean>} false when it had ended already
   */
  async release(lease, { signal } = {}) {
    return (await this.#ask("Release", { lease_id: lease.leaseId }, signal)).released === true;
  }

  /**
   * Prolongs the lease.
   * @param {Lease} lease
   * @param {{ttlMs?: number, signal?: AbortSignal}} [options]
   * @returns {Promise<{expiresInMs: number, renewAfterMs: number}>}
   */
  async renew(lease, { ttlMs, signal } = {}) {
    const times = await this.#ask("Renew", { lease_id: lease.leaseId, ttl_ms: ttlMs }, signal);
    return {
      expiresInMs: member(times, "expires_in_ms", "integer"),
      renewAfterMs: member(times, "renew_after_ms", "integer"),
    };
  }

  /**
   * The state of the pool, as section 4 shows it.
   * @param {{provider?: string, model?: string, accounts?: boolean, after?: string,
   *     limit?: number, signal?: AbortSignal}} [options]
   * @returns {Promise<Record<string, any>>}
   */
  summary({ signal, ...params } = {}) {
    return this.#ask("Summary", params, signal);
  }

  /**
   * Whether the daemon is serving.
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<boolean>}
   */
  async health({ signal } = {}) {
    return (await this.#ask("Health", {}, signal)).status === "SERVING";
  }

  /**
   * What the daemon said when the connection was opened: its limits, its epoch.
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<Record<string, any>>}
   */
  hello({ signal } = {}) {
    return this.#ask("Hello", {}, signal);
  }

  /**
   * Makes one call, and reports it whatever becomes of it.
   * @param {Lease} lease
   * @param {(lease: Lease, signal?: AbortSignal) => Outcome | Promise<Outcome>} call
   * @param {AbortSignal} [signal]
   * @returns {Promise<Judged>}
   */
  async #use(lease, call, signal) {
    let outcome;
    try {
      outcome = await call(lease, signal);
      if (outcome === null || typeof outcome !== "object") {
        throw new TypeError("the call returned no outcome");
      }
    } catch (error) {
      await this.#giveBack(lease, { error: "cancelled" });
      throw error;
    }
    const streamed = Boolean(outcome.streamed || lease.streaming);
    return { ...outcome, streamed, ...(await this.#giveBack(lease, outcome)) };
  }

  /**
   * Reports without the caller's signal: what came of the lease counts in any case. Its failure
   * must not cost the caller the upstream's answer.
   * @param {Lease} lease
   * @param {Outcome} outcome
   * @returns {Promise<{verdict?: Verdict, reportError?: unknown}>}
   */
  async #giveBack(lease, outcome) {
    try {
      return { verdict: await this.markResult(lease, outcome, { release: true }) };
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof ProtocolError)) {
        await this.release(lease).catch(() => {}); // None of the report took effect.
      }
      return { reportError: error };
    }
  }

  /**
   * @param {string} method
   * @param {Record<string, unknown>} params
   * @param {AbortSignal} [signal]
   * @returns {Promise<Record<string, any>>}
   */
  #ask(method, params, signal) {
    return untilAborted(signal, () => this.#call(method, params, signal), () => {});
  }

  /**
   * Sends a request until it is answered, as section 6 allows.
   * @param {string} method
   * @param {Record<string, unknown>} params
   * @param {AbortSignal} [signal]
   * @param {number} [waitMs]
   * @param {string} [key]
   * @returns {Promise<Record<string, any>>}
   */
  async #call(method, params, signal, waitMs = 0, key) {
    const timeoutMs = Math.max(this.#timeoutMs, waitMs ? waitMs + 5000 : 0);
    const ctx = { timeout_ms: timeoutMs, idempotency_key: key };
    const request = {
      method, text: encode({ ...params, ctx }), patienceMs: timeoutMs + GRACE_MS, signal,
      doubtful: false,
    };
    for (let retries = 0; ; retries += 1) {
      try {
        const reply = await this.#attempt(request);
        this.#retry.succeeded();
        return reply;
      } catch (error) {
        if (!mayRetry(error)) {
          throw error;
        }
        // A Select that may have been executed is asked for again, so that its lease is not lost.
        if (signal?.aborted && !(request.doubtful && key)) {
          throw error;
        }
        if (!(await this.#retry.again(retries, error instanceof Lost ? error.leastMs : 0))) {
          const reason = /** @type {Error} */ (error).message;
          throw new Unavailable(`no answer from ${this.path}: ${reason}`, { cause: error });
        }
      }
    }
  }

  /**
   * @param {Request} request
   * @returns {Promise<Record<string, any>>}
   */
  async #attempt(request) {
    const connection = this.#connection();
    return request.method === "Hello" ? connection.greeted : connection.exchange(request);
  }

  /** Finds a connection with room for a request, or makes one. */
  #connection() {
    if (this.#closed) {
      throw new Closed("the client is closed");
    }
    for (const connection of this.#connections) {
      if (connection.hasRoom) {
        return connection;
      }
    }
    if (Buffer.byteLength(this.path) > MAX_PATH_BYTES) {
      throw new Unavailable(`the path of the socket is too long: ${this.path}`);
    }
    const connection = new Connection(this.path, this.#greeting, this.#timeoutMs + GRACE_MS, {
      pushed: (method, params) => this.#pushed(method, params),
      ended: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
    return connection;
  }

  /**
   * Each connection is told of each lease; listeners are told once.
   * @param {string} method
   * @param {unknown} params
   */
  #pushed(method, params) {
    if (method !== "$/lease_revoked") {
      return; // Section 10: there may be more notifications than this client knows.
    }
    const leaseId = member(object(params), "lease_id", "string");
    const reason = member(object(params), "reason", "string");
    if (!this.#announced.has(leaseId)) {
      this.#announced.add(leaseId);
      if (this.#announced.size > MAX_ANNOUNCED) {
        this.#announced.delete(this.#announced.values().next().value);
      }
      // Later, so that what a listener throws does not end up in the reader.
      process.nextTick(() => this.emit("leaseRevoked", { leaseId, reason }));
    }
  }
}

/**
 * One call on its way: `doubtful` while it may have been executed and is not answered.
 *
 * @typedef {object} Request
 * @property {string} method
 * @property {string} text of its params
 * @property {number} patienceMs
 * @property {AbortSignal} [signal]
 * @property {boolean} doubtful
 */

/**
 * @typedef {object} Waiting
 * @property {(reply: Record<string, any>) => void} resolve
 * @property {(error: Error) => void} reject
 */

/** One socket for many calls at once; its answers are told apart by their ids. */
class Connection {
  #path;
  #socket;
  #hooks;
  #unread = Buffer.alloc(0);
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #last = 0;
  #connected = false;
  #leaving = false; // Takes no more requests, and ends after its last answer.
  /** @type {Error | undefined} */
  #fault;

  /**
   * @param {string} path
   * @param {string} greeting the params of Hello
   * @param {number} patienceMs of Hello
   * @param {{pushed: (method: string, params: unknown) => void, ended: () => void}} hooks
   */
  constructor(path, greeting, patienceMs, hooks) {
    this.#path = path;
    this.#hooks = hooks;
    this.#socket = net.connect({ path });
    this.#socket.on("connect", () => { this.#connected = true; });
    this.#socket.on("data", (chunk) => this.#read(chunk));
    this.#socket.on("error", (error) => this.fail(this.#failure(error)));
    this.#socket.on("close", () => this.fail(new Lost("the daemon closed the connection")));
    const request = { method: "Hello", text: greeting, patienceMs, doubtful: false };
    /** The answer to Hello; no other call is sent before it. */
    this.greeted = this.#greet(request, this.#reserve());
    this.greeted.catch((error) => this.fail(error));
  }

  /** Whether it takes another request. */
  get hasRoom() {
    return !this.#fault && !this.#leaving && this.#waiting.size < MAX_IN_FLIGHT;
  }

  /**
   * Sends a request and waits for its answer. One that is aborted before it is sent stays unsent,
   * unless it may have been executed before; one that is sent is cancelled.
   * @param {Request} request
   * @returns {Promise<Record<string, any>>}
   */
  async exchange(request) {
    const place = this.#reserve();
    try {
      await Promise.race([this.greeted, place.answer]);
      if (this.#leaving || this.#fault) {
        throw this.#fault ?? new Lost("the daemon is stopping");
      }
      if (request.signal?.aborted && !request.doubtful) {
        throw request.signal.reason;
      }
      return await this.#send(request, place);
    } finally {
      this.#free(place.id);
    }
  }

  /**
   * Ends the connection, and with it what is in flight. Only its first reason counts.
   * @param {Error} error
   */
  fail(error) {
    if (this.#fault) {
      return;
    }
    this.#fault = error;
    this.#socket.destroy();
    this.#hooks.ended();
    for (const { reject } of this.#waiting.values()) {
      reject(error);
    }
    this.#waiting.clear();
  }

  /** Takes room for a request: its id, and where its answer will come. */
  #reserve() {
    this.#last += 1;
    const id = this.#last;
    /** @type {Promise<Record<string, any>>} */
    const answer = new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    answer.catch(() => {}); // Whoever waits for it hears of it as well.
    this.#socket.ref();
    return { id, answer };
  }

  /** @param {number} id whose room is not needed any more */
  #free(id) {
    this.#waiting.delete(id);
    if (this.#waiting.size > 0 || this.#fault) {
      return;
    }
    if (this.#leaving) {
      this.fail(new Lost("the daemon is stopping"));
    } else {
      this.#socket.unref();
    }
  }

  /**
   * Says Hello behind what the daemon may have said first: it ends a connection that it does not
   * want at once, and a write that fails would hide its reason.
   * @param {Request} request
   * @param {{id: number, answer: Promise<Record<string, any>>}} place
   */
  async #greet(request, place) {
    const connected = new Promise((resolve) => { this.#socket.once("connect", resolve); });
    await Promise.race([connected, place.answer]);
    for (let turn = 0; turn < 2; turn += 1) { // The next one reads first.
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    return this.#send(request, place);
  }

  /**
   * @param {Request} request
   * @param {{id: number, answer: Promise<Record<string, any>>}} place
   */
  async #send(request, { id, answer }) {
    const cancel = () => this.#write(
      `{"jsonrpc":"2.0","method":"$/cancel","params":{"id":${id}}}`);
    const silence = setTimeout(() => {
      // A process that was busy for so long has first to read what came meanwhile.
      setImmediate(() => this.#waiting.has(id) && this.fail(new Lost("the daemon is silent")));
    }, request.patienceMs);
    const before = request.doubtful;
    request.doubtful = true;
    this.#write(
      `{"id":${id},"jsonrpc":"2.0","method":"${request.method}","params":${request.text}}`);
    request.signal?.addEventListener("abort", cancel);
    if (request.signal?.aborted) {
      cancel();
    }
    try {
      const reply = await answer;
      request.doubtful = false;
      return reply;
    } catch (error) {
      if (error instanceof Refused) { // Code 14 says nothing of the attempts before this one.
        request.doubtful = before && error.code === UNAVAILABLE;
      }
      throw error;
    } finally {
      clearTimeout(silence);
      request.signal?.removeEventListener("abort", cancel);
      this.#free(id);
    }
  }

  /** @param {string} text of one message */
  #write(text) {
    const size = Buffer.byteLength(text);
    const frame = Buffer.allocUnsafe(HEADER_BYTES + size);
    frame.writeUInt32BE(size);
    frame.write(text, HEADER_BYTES);
    if (!this.#fault) {
      this.#socket.write(frame);
    }
  }

  /** @param {NodeJS.ErrnoException} error of the socket */
  #failure(error) {
    if (this.#connected) {
      return new Lost("the daemon closed the connection");
    }
    const code = String(error.code);
    if (FORBIDDEN.has(code)) {
      return new NotPermitted(`uid ${process.geteuid?.()} may not connect to ${this.#path}`);
    }
    const message = `cannot connect to ${this.#path}: ${code}`;
    return AWAY.has(code) ? new Lost(message) : new Unavailable(message);
  }

  /** @param {Buffer} chunk */
  #read(chunk) {
    this.#unread = this.#unread.length > 0 ? Buffer.concat([this.#unread, chunk]) : chunk;
    try {
      while (!this.#fault && this.#unread.length >= HEADER_BYTES) {
        const length = this.#unread.readUInt32BE();
        if (length === 0 || length > MAX_REPLY_BYTES) {
          throw new ProtocolError("not the header of a frame");
        }
        if (this.#unread.length < HEADER_BYTES + length) {
          return;
        }
        const payload = this.#unread.subarray(HEADER_BYTES, HEADER_BYTES + length);
        this.#unread = this.#unread.subarray(HEADER_BYTES + length);
        this.#handle(parse(payload));
      }
    } catch (error) {
      this.fail(/** @type {Error} */ (error));
    }
  }

  /** @param {Record<string, unknown>} message */
  #handle(message) {
    if (Object.hasOwn(message, "method")) {
      const method = member(message, "method", "string");
      return method === "$/goaway"
        ? this.#leave(object(message.params)) : this.#hooks.pushed(method, message.params);
    }
    if (Object.hasOwn(message, "result") === Object.hasOwn(message, "error")) {
      throw new ProtocolError("an answer has not one of result and error");
    }
    const refusal = Object.hasOwn(message, "error") ? refused(message) : undefined;
    if (refusal && message.id === null) {
      throw refusal; // Of the connection, or of a frame that is nobody's.
    }
    const id = member(message, "id", "integer");
    if (id < 1 || id > this.#last) {
      throw new ProtocolError("an answer to what was not asked");
    }
    if (refusal?.code === UNAVAILABLE) {
      this.#leaving = true; // Before its caller tries again.
    }
    const waiting = this.#waiting.get(id); // None for a second answer.
    if (refusal) {
      waiting?.reject(refusal);
    } else {
      waiting?.resolve(member(message, "result", "object"));
    }
    this.#waiting.delete(id);
  }

  /**
   * Does what a goaway asks for. After DRAINING, what is in flight is answered still.
   * @param {Record<string, unknown>} told
   */
  #leave(told) {
    const reason = member(told, "reason", "string");
    if (reason === "SLOW_READER" || reason === "TOO_MANY_CONNECTIONS") {
      const leastMs = optional(told, "retry_after_ms", "integer");
      throw new Lost(`the daemon ended the connection: ${reason}`, leastMs);
    }
    if (reason !== "DRAINING") {
      throw new ProtocolError("the daemon ended the connection:", reason);
    }
    this.#leaving = true;
    if (this.#waiting.size === 0) {
      this.fail(new Lost("the daemon is stopping"));
    }
  }
}

/** @param {unknown} error whether a call that failed so may be sent again */
function mayRetry(error) {
  return error instanceof Lost || (error instanceof ProtocolError && !error.goaway)
    || (error instanceof Refused && error.code === UNAVAILABLE);
}

/**
 * Settles when the work does or the signal aborts; what is made after that is left to `late`.
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {() => Promise<T>} work
 * @param {(made: T) => unknown} late
 * @returns {Promise<T>}
 */
async function untilAborted(signal, work, late) {
  if (!signal) {
    return work();
  }
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    const use = async () => {
      try {
        const made = await work();
        if (signal.aborted) {
          await late(made);
        }
        resolve(made); // In vain when it is rejected already.
      } catch (error) {
        reject(error);
      } finally {
        signal.removeEventListener("abort", stop);
      }
    };
    use();
  });
}

/**
 * The error of an answer: AllBlocked or another Refused.
 * @param {Record<string, unknown>} message
 */
function refused(message) {
  const fault = member(message, "error", "object");
  const data = member(fault, "data", "object");
  const Kind = data.reason === "NO_ELIGIBLE_ACCOUNT" ? AllBlocked : Refused;
  return new Kind(member(fault, "code", "integer"), member(fault, "message", "string"), data);
}

/**
 * The JSON text of a request's params, which fits a frame.
 * @param {Record<string, unknown>} params
 */
function encode(params) {
  const text = JSON.stringify(params);
  if (Buffer.byteLength(text) > MAX_REQUEST_BYTES - ENVELOPE_BYTES) {
    throw new Unsendable("the request is larger than a frame may be");
  }
  if (HALF_A_PAIR.test(text)) {
    throw new Unsendable("a text of the request is no Unicode");
  }
  return text;
}

/**
 * @param {Uint8Array} payload of a frame
 * @returns {Record<string, unknown>}
 */
function parse(payload) {
  let message;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
    message = JSON.parse(text);
    if (!distinct(text)) {
      throw new SyntaxError("duplicate member");
    }
  } catch {
    throw new ProtocolError("not a JSON text"); // Without the cause, which quotes it.
  }
  if (object(message).jsonrpc !== "2.0") {
    throw new ProtocolError("not a JSON-RPC message");
  }
  return message;
}

/**
 * Whether no object of a JSON text has two members of one name.
 * @param {string} text that JSON.parse has taken
 */
function distinct(text) {
  /** @type {(Set<string> | null)[]} */
  const open = []; // The names in each object around; null for an array.
  let naming = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      const begin = at;
      for (at += 1; text[at] !== '"'; at += 1) {
        at += text[at] === "\\" ? 1 : 0;
      }
      const names = naming ? open[open.length - 1] : null;
      const name = names && JSON.parse(text.slice(begin, at + 1));
      if (names?.has(name)) {
        return false;
      }
      names?.add(name);
      naming = false;
    } else if (sign === "{" || sign === "[") {
      naming = sign === "{";
      open.push(naming ? new Set() : null);
    } else if (sign === "}" || sign === "]") {
      naming = false;
      open.pop();
    } else if (sign === ",") {
      naming = open[open.length - 1] !== null;
    }
  }
  return true;
}

/**
 * @param {unknown} value
 * @returns {Record<string, any>}
 */
function object(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ProtocolError("what must be an object is none");
  }
  return value;
}

/**
 * The member `name`, which must be of this very type.
 * @param {Record<string, any>} members
 * @param {string} name
 * @param {"string" | "integer" | "object"} kind
 * @returns {any}
 */
function member(members, name, kind) {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  const right = kind === "integer" ? Number.isSafeInteger(value)
    : typeof value === kind && value !== null && !Array.isArray(value);
  if (!right) {
    throw new ProtocolError(`${name} is not of type ${kind}`);
  }
  return value;
}

/**
 * The same, but it may be absent.
 * @param {Record<string, any>} members
 * @param {string} name
 * @param {"string" | "integer" | "object"} kind
 * @returns {any}
 */
function optional(members, name, kind) {
  return (members[name] ?? undefined) === undefined ? undefined : member(members, name, kind);
}

/**
 * The same members with JavaScript's names: `retry_after_ms` is `retryAfterMs`.
 * @param {Record<string, unknown>} members
 */
function renamed(members) {
  return Object.fromEntries(Object.entries(members).map(([name, value]) =>
    [name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()), value]));
}

/**
 * The short headers, which may tell limits; in lower case, so that none comes twice.
 * @param {HeadersLike} headers
 */
function evidence(headers) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const pairs = Symbol.iterator in headers ? headers : Object.entries(headers);
  for (const [name, value] of /** @type {Iterable<[string, any]>} */ (pairs)) {
    const lower = unicode(name.toLowerCase());
    const text = unicode([value ?? ""].flat().join(", "));
    const size = Buffer.byteLength(JSON.stringify([lower, text]));
    if (size <= MAX_HEADER_BYTES && lower !== "set-cookie" && found.size < MAX_HEADERS) {
      found.set(lower, text);
    }
  }
  return Object.fromEntries(found);
}

/** @param {string} text whose halves of surrogate pairs are replaced */
function unicode(text) {
  return Buffer.from(text).toString();
}

/** @param {string | Uint8Array | ArrayBuffer} body */
function beginning(body) {
  const bytes = typeof body === "string" ? Buffer.from(body.slice(0, MAX_BODY_BYTES))
    : new Uint8Array(body);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, MAX_BODY_BYTES));
}

/** 128 bits of chance in 32 characters. */
function token() {
  return randomBytes(16).toString("hex");
}
