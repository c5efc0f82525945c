package import JSON

/// What became of a Release.
package struct ReleaseReply: Sendable {
    /// Whether this call ended the lease.
    package var didRelease: Bool
    /// How the lease has ended.
    package var state: String

    /// Puts an answer together.
    package init(didRelease: Bool, state: String) {
        self.didRelease = didRelease
        self.state = state
    }

    private static let released = Array("{\"released\":true,\"state\":".utf8)
    private static let notReleased = Array("{\"released\":false,\"state\":".utf8)
    private static let end = Array("}".utf8)

    /// Writes the `result` of a Release.
    package func write(_ writer: inout JSONWriter) {
        writer.fragment(didRelease ? Self.released : Self.notReleased)
        writer.string(state)
        writer.fragment(Self.end)
    }
}
