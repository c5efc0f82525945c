import JSON
import Kernel
package import Leasing
import Serving

/// Reads an inventory from its files: everything, or every mistake in it.
package struct InventoryFiles {
    private let paths: [String]
    private let credentials: String?
    private var problems = ProblemList()
    private var documents: [InventoryDocument] = []

    private static let largestFile = 16 << 20

    /// Names files, and folders whose `*.json` are read in the order of their names.
    ///
    /// - Parameter credentials: `$CREDENTIALS_DIRECTORY`, if it is set.
    package init(_ paths: [String], credentials: String? = nil) {
        self.paths = paths
        self.credentials = credentials
    }

    /// Reads them.
    ///
    /// - Throws: every mistake at once, a line each, with the status `configuration`.
    package func read(now: UnixTime) throws(StartFault) -> InventoryReading {
        guard !paths.isEmpty else {
            throw StartFault(.configuration, "no inventory: give --accounts PATH")
        }
        var files = self
        for path in paths { files.open(path) }
        var builder = InventoryBuilder(credentials: credentials, problems: files.problems)
        let reading = builder.build(files.documents, now: now)
        guard builder.problems.count == 0 else {
            throw StartFault(.configuration, builder.problems.report)
        }
        guard !reading.inventory.entries.isEmpty else {
            throw StartFault(
                .configuration, "\(paths.joined(separator: ", ")): names no account")
        }
        return reading
    }

    private mutating func open(_ path: String) {
        do throws(Errno) {
            guard try FileSystem.status(of: path).kind == .folder else { return openFile(path) }
            let names = try Folder.list(path).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
            if names.isEmpty { problems.add(file: path, "the folder has no *.json file") }
            let folder = path.hasSuffix("/") ? path : path + "/"
            for name in names { openFile(folder + name) }
        } catch {
            problems.add(file: path, "cannot be read: \(error.description)")
        }
    }

    private mutating func openFile(_ path: String) {
        do throws(Errno) {
            // Asked first, for opening a pipe would wait for a writer.
            guard try FileSystem.status(of: path).kind == .regular else {
                return problems.add(file: path, "is not a regular file")
            }
            let file = try File(opening: path, for: .read)
            parse(path, try file.readAll(limit: Self.largestFile), try file.status())
        } catch {
            let reason =
                error == .fileTooLarge
                ? "is larger than 16 MiB" : "cannot be read: \(error.description)"
            problems.add(file: path, reason)
        }
    }

    private mutating func parse(_ path: String, _ bytes: [UInt8], _ status: FileStatus) {
        if let first = documents.first(where: { $0.status.isSameFile(as: status) }) {
            return problems.add(file: path, "is read before, as \(first.path)")
        }
        let lines = LineIndex(bytes)
        problems.open(path, lines)
        do throws(JSONFault) {
            let value = try JSONValue.parse(bytes)
            documents.append(
                InventoryDocument(path: path, value: value, lines: lines, status: status))
        } catch {
            problems.add(
                syntaxAt: error.offset, SyntaxHint.message(for: error, in: bytes))
        }
    }
}

extension FileStatus {
    /// Whether both are of one file, whatever its names.
    func isSameFile(as other: FileStatus) -> Bool {
        number == other.number && device == other.device
    }
}
