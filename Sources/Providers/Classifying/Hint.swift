import JSON
import Leasing

/// The end of a block that the upstream named, and where it did.
struct Hint {
    let until: UnixTime
    let basis: Block.Basis

    init?(_ until: UnixTime?, _ basis: Block.Basis) {
        guard let until else { return nil }
        self.until = until
        self.basis = basis
    }

    var block: Block { .until(until, basis: basis) }
}

extension Answer {
    /// `Retry-After-Ms`, then `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
    ///
    /// Nothing, zero and what is past are no hint: the upstream did not say.
    var retryAfter: Hint? {
        if let text = headers["retry-after-ms"], let value = Decimal.billionths(text.trimmedBytes),
            let hint = Hint(
                horizon.after(Interval(nanoseconds: value / 1000)), .retryAfter)
        {
            return hint
        }
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Decimal.seconds(text) {
            return Hint(horizon.after(seconds), .retryAfter)
        }
        return Hint(horizon.accept(HTTPDate.parse(text, now: horizon.now)), .retryAfter)
    }

    /// The error's own reset: a point in time first, for a length has aged on its way.
    var bodyReset: Hint? {
        Hint(horizon.accept(Timestamp.read(field("resets_at"))), .resetAt)
            ?? Hint(horizon.after(Timestamp.length(field("resets_in_seconds"))), .resetAfter)
            ?? Hint(horizon.after(Timestamp.length(field("resets_in"))), .resetAfter)
    }

    /// The wait that the error's sentence names.
    ///
    /// A text that is not JSON has no fields, so no wait is taken from it.
    var messageWait: Hint? {
        guard problem.root != nil else { return nil }
        return Hint(MessageTime.wait(in: problem.message, horizon), .message)
    }
}
