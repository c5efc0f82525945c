/// The place of each case among its enumeration's, under which it is counted.
extension Lease.End {
    var place: Int {
        switch self {
        case .released: 0
        case .expired: 1
        case .revoked: 2
        }
    }
}

extension Advice {
    var place: Int {
        switch self {
        case .other: 0
        case .same: 1
        case .wait: 2
        case .none: 3
        }
    }
}

extension Report.Phase {
    var place: Int {
        switch self {
        case .headers: 0
        case .firstByte: 1
        case .midStream: 2
        case .end: 3
        case .unknown: 4
        }
    }
}

extension Finding.Category {
    var place: Int {
        switch self {
        case .ok: 0
        case .rateLimited: 1
        case .quotaExhausted: 2
        case .authExpired: 3
        case .authRevoked: 4
        case .accountSuspended: 5
        case .validationRequired: 6
        case .permissionDenied: 7
        case .modelUnsupported: 8
        case .overloaded: 9
        case .transient: 10
        case .clientError: 11
        case .clientCancelled: 12
        case .prematureClose: 13
        case .emptyResponse: 14
        case .cloudflareChallenge: 15
        case .cloudflarePathBlock: 16
        case .networkBlocked: 17
        }
    }

    /// Whether an account may be paused for it.
    package var mayPause: Bool {
        switch self {
        case .rateLimited, .quotaExhausted, .authExpired, .authRevoked, .accountSuspended,
            .validationRequired, .permissionDenied, .modelUnsupported, .overloaded, .transient,
            .emptyResponse, .cloudflareChallenge:
            true
        case .ok, .clientError, .clientCancelled, .prematureClose, .cloudflarePathBlock,
            .networkBlocked:
            false
        }
    }
}
