import JSON
import Kernel

/// One file of an inventory, read and taken apart.
struct InventoryDocument {
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
