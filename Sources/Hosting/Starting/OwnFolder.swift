import Kernel
import Secrets

/// A folder that is the daemon's alone. A second instance finds it locked.
package final class OwnFolder {
    /// Where it is.
    package let path: String
    private let lock: File

    private init(path: String, lock: consuming File) {
        self.path = path
        self.lock = lock
    }

    /// Makes the folders where they are missing, and locks them for as long as they are kept.
    ///
    /// - Throws: `cannotCreate` when one cannot be made or others can reach it, `temporaryFailure`
    ///   when another instance has it.
    package static func take(
        state: String?, runtime: String?
    ) throws(StartFault) -> [OwnFolder] {
        var folders: [OwnFolder] = []
        for path in [state, runtime].compactMap(\.self) {
            try make(path)
            if let first = folders.first, try isSame(first.path, path) {
                throw StartFault(.usage, "--state and --runtime name the same folder")
            }
            folders.append(try lock(path))
        }
        return folders
    }

    private static func make(_ path: String) throws(StartFault) {
        let status: FileStatus
        do throws(Errno) {
            do throws(Errno) {
                try Folder.make(path, mode: 0o700)
            } catch {
                guard error == .fileExists else { throw error }
            }
            status = try FileSystem.status(of: path)
        } catch {
            throw unusable(path, error.description)
        }
        guard status.kind == .folder else { throw unusable(path, "it is no folder") }
        guard status.user == CurrentProcess.user else {
            throw unusable(
                path,
                "it belongs to uid \(status.user), and the daemon is uid \(CurrentProcess.user)")
        }
        guard status.mode & 0o077 == 0 else {
            let mode = String(status.mode, radix: 8)
            throw unusable(
                path,
                "others can reach it (mode 0\(mode)); "
                    + "mend it with: chmod 700 \(ShellWord.quoted(path))")
        }
    }

    private static func isSame(_ one: String, _ other: String) throws(StartFault) -> Bool {
        do throws(Errno) {
            return try FileSystem.status(of: one).isSameFile(as: FileSystem.status(of: other))
        } catch {
            throw unusable(other, error.description)
        }
    }

    private static func lock(_ path: String) throws(StartFault) -> OwnFolder {
        do throws(Errno) {
            let lock = try File(
                opening: path + "/lock", for: [.write, .create, .withoutFollowingLinks])
            if try lock.lock() { return OwnFolder(path: path, lock: lock) }
        } catch {
            throw unusable(path, error.description)
        }
        throw StartFault(.temporaryFailure, "another instance uses the folder \(path)")
    }

    private static func unusable(_ path: String, _ reason: String) -> StartFault {
        StartFault(.cannotCreate, "cannot use the folder \(path): \(reason)")
    }
}
