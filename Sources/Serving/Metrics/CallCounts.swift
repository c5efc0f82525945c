import Wire

/// How often each method was asked for, and each reason was the answer.
struct CallCounts {
    private var requests = [Int](repeating: 0, count: Method.allCases.count)
    private var errors = [Int](repeating: 0, count: ErrorReason.allCases.count)

    /// Counts a request.
    mutating func count(_ method: Method) { requests[method.place] &+= 1 }

    /// Counts a refusal.
    mutating func count(_ reason: ErrorReason) { errors[reason.place] &+= 1 }

    subscript(_ method: Method) -> Int { requests[method.place] }

    subscript(_ reason: ErrorReason) -> Int { errors[reason.place] }
}

extension Service {
    /// Counts the answers to a connection that were refused for their size, in place of the answer
    /// itself.
    mutating func countOversizedAnswers(of peer: Peer) {
        for _ in 0..<peer.oversizedAnswers { calls.count(.responseTooLarge) }
        peer.oversizedAnswers = 0
    }
}
