import JSON
import Kernel
import Secrets

/// One file of an inventory, read and taken apart. Its text may have secrets in it.
struct InventoryDocument: Concealed {
    let path: String
    let value: JSONValue
    let lines: LineIndex
    let status: FileStatus

    /// The folder in which the file lies.
    var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
