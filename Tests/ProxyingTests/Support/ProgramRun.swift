import Foundation
import Kernel

/// The built account-proxy with a file of routes.
final class ProgramRun {
    private let folder: String
    private var process: ChildProcess

    init(_ arguments: [String], routes: String? = nil) throws {
        folder = try Folder.makeTemporary(named: "proxy-run")
        let text =
            routes ?? """
                {"routes":[{"prefix":"/a","provider":"a","upstream":"http://127.0.0.1:9"}]}
                """
        try text.write(toFile: "\(folder)/routes.json", atomically: true, encoding: .utf8)
        let program =
            (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/account-proxy"
        let log = try File(opening: "\(folder)/log", for: [.write, .create, .append])
        process = try ChildProcess(
            program, arguments: ["--routes", "\(folder)/routes.json"] + arguments,
            descriptors: [1: log.descriptor.number, 2: log.descriptor.number])
    }

    deinit { try? Folder.removeTree(folder) }

    var output: String { (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "" }

    /// Waits until the program has said so many lines.
    func lines(_ count: Int = 1) async {
        let path = "\(folder)/log"
        await elsewhere {
            while ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").count(where: {
                $0 == "\n"
            }) < count {
                _ = try? EventDescriptor().descriptor.wait(for: .read, atMost: 2_000_000)
            }
        }
    }

    func stop() throws { try process.send(signal: 15) }

    /// The exit status, waited for.
    func status() throws -> Int32 {
        switch try process.wait(atMost: 120_000_000_000) {
        case .exited(let status)?: status
        case let other: throw Failure(description: "\(String(describing: other))")
        }
    }
}
