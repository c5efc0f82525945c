package import Kernel
package import Persistence

/// The folder of a disk that a journal's files are in.
package struct StateFolder: Storage, ~Copyable {
    /// A file that is being written.
    private final class OpenFile {
        let file: File
        /// Whether its header is there.
        var isBegun = false

        init(_ file: consuming File) { self.file = file }
    }

    private let path: String
    private var open: [String: OpenFile] = [:]

    /// Takes a folder that this process alone uses.
    ///
    /// - Throws: `cannotCreate` when one of its files is not the daemon's alone: somebody else's
    ///   words are not believed, and nobody else reads what is kept.
    package init(_ folder: OwnFolder) throws(StartFault) {
        path = folder.path
        let names: [String]
        do throws(StorageFault) {
            names = try self.names()
        } catch {
            throw StartFault(.cannotCreate, "cannot use the folder \(path): \(error.kind.text)")
        }
        // What else lies there is not read: a file system's own folder where one is mounted.
        for name in names where name.hasPrefix("image.") || name.hasPrefix("journal.") {
            try OwnFile.require(path + "/" + name)
        }
    }

    /// The names in the folder.
    package mutating func names() throws(StorageFault) -> [String] {
        let folder = path
        return try Self.calling(.names) { () throws(Errno) in try Folder.list(folder) }
    }

    /// Reads a whole file, which is no link.
    package mutating func read(_ name: String, limit: Int) throws(StorageFault) -> [UInt8] {
        let path = path(name)
        return try Self.calling(.read, name) { () throws(Errno) in
            try File(opening: path, for: [.read, .withoutFollowingLinks]).readAll(limit: limit)
        }
    }

    /// Makes a file for its owner alone, and keeps it open.
    package mutating func create(_ name: String) throws(StorageFault) {
        let path = path(name)
        open[name] = try Self.calling(.create, name) { () throws(Errno) in
            OpenFile(try File(opening: path, for: [.write, .append, .create, .exclusive]))
        }
        if name.hasPrefix("image.") { FaultPoint.reach(.imageBegun) }
    }

    /// Writes at the end of an open file.
    package mutating func append(_ bytes: [UInt8], to name: String) throws(StorageFault) {
        let opened = open[name]
        try Self.calling(.append, name) { () throws(Errno) in
            guard let opened else { throw .badDescriptor }
            let isImage = name.hasPrefix("image.")
            let point = isImage ? FaultPoint.imageHalfKept : .markHalfKept
            defer { opened.isBegun = true }
            guard FaultPoint.isAwaited(point), isImage || opened.isBegun else {
                return try opened.file.write(bytes)
            }
            let half = bytes.count / 2
            try opened.file.write(Array(bytes[..<half]))
            FaultPoint.reach(point)
            try opened.file.write(Array(bytes[half...]))
        }
    }

    /// Waits until an open file is on the disk.
    package mutating func sync(_ name: String) throws(StorageFault) {
        let opened = open[name]
        try Self.calling(.sync, name) { () throws(Errno) in
            guard let opened else { throw .badDescriptor }
            try opened.file.sync()
        }
    }

    /// Closes a file.
    package mutating func close(_ name: String) { open[name] = nil }

    /// Waits until the names are on the disk.
    package mutating func syncFolder() throws(StorageFault) {
        let folder = path
        try Self.calling(.syncFolder) { () throws(Errno) in try Folder.sync(folder) }
    }

    /// Gives a file another name; an open one stays open under it.
    package mutating func rename(_ name: String, to target: String) throws(StorageFault) {
        let (path, targetPath) = (path(name), path(target))
        try Self.calling(.rename, name) { () throws(Errno) in
            try FileSystem.rename(path, to: targetPath)
        }
        open[target] = open.removeValue(forKey: name)
        if target.hasPrefix("image.") { FaultPoint.reach(.imageRenamed) }
    }

    /// Removes a file's name.
    package mutating func remove(_ name: String) throws(StorageFault) {
        let path = path(name)
        try Self.calling(.remove, name) { () throws(Errno) in try FileSystem.remove(path) }
    }

    private func path(_ name: String) -> String { "\(path)/\(name)" }

    private static func calling<Answer>(
        _ call: StorageFault.Call, _ name: String = "", _ body: () throws(Errno) -> Answer
    ) throws(StorageFault) -> Answer {
        do throws(Errno) {
            return try body()
        } catch {
            throw StorageFault(StorageFault.Kind(error), in: call, of: name)
        }
    }
}

extension StorageFault.Kind {
    /// What sort of failure the system's error is.
    package init(_ error: Errno) {
        switch error {
        case .noSpace, .quotaExceeded: self = .full
        case .inputOutput: self = .failing
        case _: self = .other(error.number)
        }
    }

    /// The failure in words.
    var text: String {
        switch self {
        case .full: "there is no room left"
        case .failing: "the disk fails to read or to write"
        case .other(let number): Errno(number).description
        }
    }
}

extension StorageFault {
    /// The call and why it failed, in words.
    package var text: String {
        let what =
            switch call {
            case .names: "cannot list the folder"
            case .read: "cannot read \(file)"
            case .create: "cannot make \(file)"
            case .append: "cannot write \(file)"
            case .sync: "cannot sync \(file)"
            case .syncFolder: "cannot sync the folder"
            case .rename: "cannot rename \(file)"
            case .remove: "cannot remove \(file)"
            }
        return "\(what): \(kind.text)"
    }
}
