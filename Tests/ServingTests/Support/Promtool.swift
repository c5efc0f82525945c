import Foundation

/// Prometheus' own judge of texts and expressions; not every machine has it.
enum Promtool {
    /// Where it is, if it is installed.
    static let path: String? = {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/promtool" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// What it says to a text, and whether it likes it.
    static func judge(_ arguments: [String], _ text: String) throws -> (isGood: Bool, String) {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "promtool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "text")
        try Data(text.utf8).write(to: file)
        let process = Process()
        let output = Pipe()
        process.executableURL = path.map { URL(fileURLWithPath: $0) }
        process.arguments = arguments.map { $0 == "-" ? file.path : $0 }
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus == 0, String(decoding: said, as: UTF8.self))
    }
}
