/// What an upstream said of one quota window, in a header, a body or a usage document.
package struct WindowReading: Hashable, Sendable {
    /// The window's name: `primary secondary code_review codex_<limit>`, `5h 7d 7d_oi`, `requests
    /// tokens`.
    package var name: String
    /// The models it counts; `nil` for the whole account.
    package var models: ModelPattern?
    /// How much is used, 0 to 100 and above when overdrawn; `nil` when the upstream did not say.
    package var usedPercent: Double?
    /// Whether the upstream said that nothing more is to be had.
    package var isLimitReached: Bool
    /// When it opens again.
    package var resetsAt: UnixTime?
    /// How long the window is.
    package var length: Interval?
    /// Where this was learnt.
    package var source: Source

    /// Makes a reading.
    package init(
        _ name: String,
        models: ModelPattern? = nil,
        usedPercent: Double? = nil,
        isLimitReached: Bool = false,
        resetsAt: UnixTime? = nil,
        length: Interval? = nil,
        source: Source
    ) {
        self.name = name
        self.models = models
        self.usedPercent = usedPercent
        self.isLimitReached = isLimitReached
        self.resetsAt = resetsAt
        self.length = length
        self.source = source
    }

    /// Where a reading comes from; the raw value is its name on the wire.
    package enum Source: String, Sendable {
        case header, body, usage
    }
}
