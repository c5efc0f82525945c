/// Why a call to the storage failed, and which call to which file it was.
///
/// It carries no byte of what was read or written, so that a message made of it cannot leak one.
package struct StorageFault: Error, Hashable, Sendable {
    /// What sort of failure it is.
    package enum Kind: Hashable, Sendable {
        /// There is no room (`ENOSPC`, `EDQUOT`).
        case full
        /// The device fails to read or to write (`EIO`).
        case failing
        /// Anything else: the number that the system gave, such as 30 for `EROFS`.
        case other(Int32)
    }

    /// The calls that `Storage` offers.
    package enum Call: Hashable, Sendable {
        case names, read, create, append, sync, syncFolder, rename, remove
    }

    /// What sort of failure it is.
    package let kind: Kind
    /// What was asked for.
    package let call: Call
    /// The file's name in the folder; empty for a call that concerns the folder itself.
    package let file: String

    /// Makes the fault of a call.
    package init(_ kind: Kind, in call: Call, of file: String = "") {
        self.kind = kind
        self.call = call
        self.file = file
    }
}
