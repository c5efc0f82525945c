/// Where a file of the journal is not what was written, and how that shows.
///
/// It carries no byte of the file, so that a message made of it cannot leak one.
package struct Damage: Error, Hashable, Sendable {
    /// How it shows.
    package enum Reason: Error, Sendable {
        /// The file does not begin with an intact header of its name and generation.
        case header
        /// A frame ends after the file does.
        case truncated
        /// A frame's checksum does not fit its bytes.
        case checksum
        /// An intact frame has another number than the one that comes next.
        case number
        /// An intact frame holds something else than changes.
        case changes
        /// An image goes on after its end.
        case surplus
        /// A segment begins after batches that no file before it holds.
        case gap
    }

    /// The file's name in the folder.
    package let file: String
    /// Where the first byte lies that cannot be used, in bytes from the file's beginning.
    package let offset: Int
    /// The bytes from there to the file's end.
    package let byteCount: Int
    /// How it shows.
    package let reason: Reason

    init(of file: FileName, _ bytes: [UInt8], from offset: Int, _ reason: Reason) {
        self.file = file.text
        self.offset = offset
        byteCount = bytes.count - offset
        self.reason = reason
    }
}
