import AccountClient
import Foundation
import Kernel

/// The daemon of this package, on a socket in a folder of its own.
final class RealDaemon {
    let path: String
    private let folder: String
    private var process: ChildProcess?

    /// Starts it with accounts of Claude, which carry so many leases each.
    init(accounts names: [String] = ["a", "b"], leases: Int = 4, baseURL: String? = nil) throws {
        folder = try Folder.makeTemporary(named: "proxy-tests")
        path = "\(folder)/lease.sock"
        let base = baseURL.map { ", \"base_url\": \"\($0)\"" } ?? ""
        let accounts = names.map { name in
            """
            { "id": "claude-\(name)", "provider": "claude", "max_in_flight": \(leases)\(base),
              "credential": { "kind": "api_key", "api_key": "test-\(name)" } }
            """
        }
        let text = "{ \"accounts\": [\(accounts.joined(separator: ","))] }"
        try text.write(toFile: "\(folder)/accounts.json", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: "\(folder)/accounts.json")
        try start()
    }

    deinit {
        process = nil
        try? Folder.removeTree(folder)
    }

    /// What it has written to its log.
    var log: String { (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "" }

    /// Ends it at once, as `kill -9` does.
    func kill() throws {
        try process?.send(signal: 9)
        _ = try process?.wait(atMost: 10_000_000_000)
        process = nil
    }

    /// Starts it again on the same socket, and waits until it listens.
    func start() throws {
        let program =
            (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/accountd"
        let log = try File(opening: "\(folder)/log", for: [.write, .create, .append])
        process = try ChildProcess(
            program,
            arguments: [
                "--accounts", "\(folder)/accounts.json", "--listen-lease", path, "--listen-ops",
                "\(folder)/ops.sock", "--log-level", "debug",
            ], descriptors: [2: log.descriptor.number])
        let address = try UnixAddress(path: path)
        while (try? UnixSocket.connect(to: address)) == nil {
            if let ending = try process?.wait(atMost: 2_000_000) {
                throw Failure(description: "accountd ended: \(ending) \(self.log)")
            }
        }
    }
}

struct Failure: Error {
    let description: String
}
