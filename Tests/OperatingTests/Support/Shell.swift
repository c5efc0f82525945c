import Foundation

/// A program of the system that a test asks; not every machine has each.
enum Shell {
    /// Where a program is, if it is installed.
    static func path(of name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// What a program says to a text on its standard input, errors included.
    static func run(_ name: String, _ arguments: [String], input: String) throws -> String {
        guard let path = path(of: name) else { return "\(name) is not installed" }
        let process = Process()
        let (source, sink) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = source
        process.standardOutput = sink
        process.standardError = sink
        try process.run()
        source.fileHandleForWriting.write(Data(input.utf8))
        try source.fileHandleForWriting.close()
        let output = sink.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    /// The script of a shell, as accountctl prints it.
    static func completion(_ shell: String) -> String {
        let terminal = Terminal()
        _ = terminal.run(["completion", shell])
        return terminal.text
    }
}
