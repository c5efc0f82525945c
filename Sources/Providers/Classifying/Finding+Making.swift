import Leasing

/// The findings that several rules make, each with what always goes with it.
extension Finding {
    /// A success that says nothing about the account's limits.
    static let bareSuccess = Finding(.ok, rule: "ok")

    /// A fault of the request: no other account would help.
    static func clientError(_ rule: String, retry: Retry = .none) -> Finding {
        Finding(.clientError, retry: retry, isStructured: true, rule: rule)
    }

    /// A short throttle: until the hint, else by the ladder.
    static func throttled(
        _ hint: Hint?, else fallback: Block = .ladder(.throttle), scope: Scope,
        window: String? = nil, retry: Retry = .other, rule: String
    ) -> Finding {
        Finding(
            .rateLimited, scope: scope, block: hint?.block ?? fallback, window: window,
            retry: retry, rule: rule)
    }

    /// A used-up plan, budget or balance.
    static func exhausted(
        _ block: Block, scope: Scope = .account, window: String? = nil, rule: String
    ) -> Finding {
        Finding(
            .quotaExhausted, scope: scope, block: block, window: window, retry: .other,
            isStructured: true, rule: rule)
    }

    /// A token that a renewal may mend.
    static func expired(_ rule: String) -> Finding {
        Finding(.authExpired, scope: .account, retry: .same, needsRefresh: true, rule: rule)
    }

    /// A login or key that only a person can replace.
    static func revoked(_ rule: String, retry: Retry = .other, isStructured: Bool) -> Finding {
        Finding(
            .authRevoked, scope: .account, block: .indefinite, retry: retry,
            isStructured: isStructured, rule: rule)
    }

    /// A banned account or a disabled organisation.
    static func suspended(_ rule: String, retry: Retry = .other, isStructured: Bool) -> Finding {
        Finding(
            .accountSuspended, scope: .account, block: .indefinite, retry: retry,
            isStructured: isStructured, rule: rule)
    }

    /// No capacity upstream.
    static func overloaded(
        _ rule: String, scope: Scope = .none, block: Block = .none, retry: Retry = .other
    ) -> Finding {
        Finding(.overloaded, scope: scope, block: block, retry: retry, rule: rule)
    }

    /// A way out of this host that the upstream refuses.
    static func networkBlocked(_ rule: String) -> Finding {
        Finding(.networkBlocked, rule: rule)
    }
}

extension Answer {
    /// A fixed length from now on.
    func fixed(_ length: Interval) -> Block {
        .until(horizon.now + length, basis: .default)
    }

    /// A server's failure, for the asked model: as long as `Retry-After` says, else half a minute.
    func transient(_ rule: String) -> Finding {
        Finding(
            .transient, scope: model, block: retryAfter?.block ?? fixed(.seconds(30)),
            retry: .other, rule: rule)
    }

    /// A model that this account does not serve, for half a day unless another block is given.
    func unsupported(_ rule: String, block: Block? = nil) -> Finding {
        Finding(
            .modelUnsupported, scope: model, block: block ?? fixed(.hours(12)), retry: .other,
            rule: rule)
    }

    /// A refusal of the token or key: a login may be renewed, a key is dead.
    func unauthorized(_ rule: String) -> Finding {
        evidence.credential == .oauth
            ? .expired(rule) : .revoked(rule, isStructured: problem.isStructured)
    }

    /// A ban in the words of the error.
    func suspended(_ rule: String) -> Finding {
        .suspended(rule, isStructured: problem.isStructured)
    }
}

extension Problem {
    /// Whether the body has fields at all, so that its words are the upstream's own.
    var isStructured: Bool { root != nil }
}
