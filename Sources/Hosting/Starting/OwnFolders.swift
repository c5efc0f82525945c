import Kernel

/// The folders that are the daemon's alone. A second instance finds them locked.
final class OwnFolders {
    let path: String
    private let lock: File

    private init(path: String, lock: consuming File) {
        self.path = path
        self.lock = lock
    }

    /// Makes the folders of a command line where they are missing, and locks them until the
    /// process ends.
    static func take(_ options: Options) throws(StartFault) -> [OwnFolders] {
        var folders: [OwnFolders] = []
        for path in [options.state, options.runtime].compactMap(\.self) {
            folders.append(try take(path))
        }
        return folders
    }

    private static func take(_ path: String) throws(StartFault) -> OwnFolders {
        let folder: OwnFolders?
        do throws(Errno) {
            folder = try lock(path)
        } catch {
            throw StartFault(.cannotCreate, "cannot use the folder \(path): \(error.description)")
        }
        guard let folder else {
            throw StartFault(.temporaryFailure, "another instance uses \(path)")
        }
        return folder
    }

    private static func lock(_ path: String) throws(Errno) -> OwnFolders? {
        do throws(Errno) {
            try Folder.make(path)
        } catch {
            guard error == .fileExists else { throw error }
        }
        let lock = try File(opening: path + "/lock", for: [.write, .create])
        return try lock.lock() ? OwnFolders(path: path, lock: lock) : nil
    }
}
