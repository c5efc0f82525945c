import Kernel

/// An empty folder for one test, removed with all that is in it.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws(Errno) {
        path = try Folder.makeTemporary(named: "kernel-tests")
    }

    deinit {
        try? Folder.removeTree(path)
    }

    /// The path of a name inside.
    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}
