import Foundation
import Kernel

/// The programs of this package, which are built with its tests.
enum Programs {
    /// The path of one.
    static func path(_ name: String) -> String {
        let folder = (CommandLine.arguments[0] as NSString).deletingLastPathComponent
        return "\(folder)/\(name)"
    }

    /// Runs account-bench, and answers how it ended and what it printed.
    static func bench(
        _ arguments: [String], in folder: String
    ) throws -> (ChildProcess.Ending?, String) {
        let path = "\(folder)/output"
        let output = try File(opening: path, for: [.write, .create, .truncate])
        var process = try ChildProcess(
            Self.path("account-bench"), arguments: arguments,
            descriptors: [1: output.descriptor.number, 2: output.descriptor.number])
        let ending = try process.wait(atMost: 60_000_000_000)
        let bytes = try File(opening: path, for: .read).readAll(limit: 1 << 20)
        return (ending, String(decoding: bytes, as: UTF8.self))
    }
}
