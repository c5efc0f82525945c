package import JSON

/// How much was held against an account.
package struct ClearBlocksReply: Sendable {
    /// Windows, pauses and a dead credential that were dropped.
    package var cleared: Int

    /// Puts an answer together.
    package init(cleared: Int) {
        self.cleared = cleared
    }

    /// Writes the `result` of a ClearBlocks.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("cleared", cleared)
        writer.endObject()
    }
}
