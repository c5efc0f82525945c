import Kernel

/// An empty folder for one test, removed with all that is in it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = try Folder.makeTemporary(named: "hosting-tests")
    }

    deinit {
        try? Folder.removeTree(path)
    }

    /// The path of a name inside.
    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, and answers its path.
    @discardableResult
    func write(_ name: String, _ text: String, mode: UInt32 = 0o600) throws -> String {
        try write(name, Array(text.utf8), mode: mode)
    }

    /// Writes a file, and answers its path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws -> String {
        let file = try File(opening: self(name), for: [.write, .create, .truncate])
        try file.write(bytes)
        try file.close()
        try FileSystem.setMode(of: self(name), to: mode)
        return self(name)
    }

    /// The names inside.
    func names() throws -> [String] { try Folder.list(path) }
}
