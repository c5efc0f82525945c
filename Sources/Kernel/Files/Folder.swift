import CLinux
import Glibc

/// What is done to folders by their names.
package enum Folder {
    /// Makes a folder, only for its owner unless another mode is given.
    package static func make(_ path: String, mode: UInt32 = 0o700) throws(Errno) {
        _ = try unsafe retrying(path) { unsafe mkdir($0, mode) }
    }

    /// Makes an empty folder of a new name, only for its owner, and answers its path.
    ///
    /// It lies in `$TMPDIR` or /tmp; its name begins with the word given.
    package static func makeTemporary(named word: String) throws(Errno) -> String {
        let parent = CurrentProcess.environment("TMPDIR") ?? "/tmp"
        var template = Array("\(parent)/\(word).XXXXXX".utf8CString)
        let error: Errno? = unsafe template.withUnsafeMutableBufferPointer { (buffer) in
            guard let start = buffer.baseAddress else { return .noMemory }
            return unsafe mkdtemp(start) == nil ? .last : nil
        }
        if let error { throw error }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Opens a folder itself, to lock or sync it.
    static func open(_ path: String) throws(Errno) -> Descriptor {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        return Descriptor(owning: try unsafe retrying(path) { unsafe Glibc.open($0, flags) })
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`.
    package static func list(_ path: String) throws(Errno) -> [String] {
        let number = try open(path).release()
        guard let folder = unsafe fdopendir(number) else {
            let error = Errno.last
            close(number)
            throw error
        }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while true {
            // Only a change of `errno` tells a failure from the end.
            errno = 0
            guard let entry = unsafe readdir(folder) else {
                let error = Errno.last
                if error.number != 0 { throw error }
                break
            }
            // The entry may be shorter than the type: only its address may be used.
            let name = unsafe String(cString: linux_entry_name(entry))
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Writes the folder's list of names to the disk: a new or renamed file is only then sure to
    /// be found after a power cut.
    package static func sync(_ path: String) throws(Errno) {
        let folder = try open(path)
        let number = folder.number
        _ = try retrying { fsync(number) }
    }

    /// Removes an empty folder.
    package static func remove(_ path: String) throws(Errno) {
        _ = try unsafe retrying(path) { unsafe rmdir($0) }
    }

    /// Removes a folder and all that is in it; symbolic links themselves, not what they name.
    package static func removeTree(_ path: String) throws(Errno) {
        for name in try list(path) {
            let child = "\(path)/\(name)"
            if try FileSystem.status(of: child, followingLinks: false).kind == .folder {
                try removeTree(child)
            } else {
                try FileSystem.remove(child)
            }
        }
        try remove(path)
    }
}
