#!/usr/bin/env node
/** The Node client under test: rounds of withAccount, as proto-spec/conformance asks. */
import process from "node:process";

import {
  AllBlocked, Client, NotPermitted, ProtocolError, Refused, Unavailable,
} from "./accountd.mjs";

/** How a round ends, by the error that ended it; the first that fits. */
const ENDS = [
  [AllBlocked, "all_blocked"], [Refused, "refused"], [Unavailable, "unavailable"],
  [NotPermitted, "not_permitted"], [ProtocolError, "protocol_error"],
];

/** What the upstream answers for a word of the script. */
function played(word) {
  const [what, ...marks] = word.split("+");
  const streamed = marks.includes("streamed");
  const status = Number(what);
  return status ? { status, answer: status, streamed } : { error: what, streamed };
}

/** How one round ended: what its caller sees, and how often the upstream was called. */
async function oneRound(client) {
  const words = (process.env.ACCOUNTD_TEST_UPSTREAM ?? "200").split(",");
  let calls = 0;
  const call = () => {
    calls += 1;
    return played(words[Math.min(calls, words.length) - 1]);
  };
  try {
    const outcome = await client.withAccount({ provider: "claude", model: "m" }, call);
    return { end: "answered", status: outcome.answer ?? null, calls };
  } catch (error) {
    const found = ENDS.find(([kind]) => error instanceof kind);
    if (!found) {
      throw error;
    }
    return { end: found[1], status: null, calls };
  }
}

const timeoutMs = Number(process.env.ACCOUNTD_TEST_TIMEOUT_MS ?? 10_000);
const client = new Client({ name: "one-round", timeoutMs });
const rounds = Array.from({ length: Number(process.env.ACCOUNTD_TEST_ROUNDS ?? 1) });
for (const result of await Promise.all(rounds.map(() => oneRound(client)))) {
  console.log(JSON.stringify(result));
}
client.close();
