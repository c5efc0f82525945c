import Kernel

/// An empty folder for one test, removed with all that is in it.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws(Errno) {
        path = try Folder.makeTemporary(named: "bench-tests")
    }

    deinit {
        try? Folder.removeTree(path)
    }

    /// The address of a name inside.
    func address(_ name: String) throws -> UnixAddress {
        try UnixAddress(path: "\(path)/\(name)")
    }
}
