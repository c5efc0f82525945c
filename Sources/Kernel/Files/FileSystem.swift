import Glibc

/// What is done to files by their names.
package enum FileSystem {
    /// Asks what is at a path; of a symbolic link itself, if links are not followed.
    package static func status(
        of path: String, followingLinks: Bool = true
    ) throws(Errno) -> FileStatus {
        var status = stat()
        let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
        _ = try unsafe retrying(path) { unsafe fstatat(AT_FDCWD, $0, &status, flags) }
        return FileStatus(status)
    }

    /// Gives a file another name, in place of what has it.
    package static func rename(_ path: String, to target: String) throws(Errno) {
        _ = try unsafe retrying(path, target) { unsafe Glibc.rename($0, $1) }
    }

    /// Removes a file's name.
    package static func remove(_ path: String) throws(Errno) {
        _ = try unsafe retrying(path) { unsafe unlink($0) }
    }

    /// Sets the permission bits.
    package static func setMode(of path: String, to mode: UInt32) throws(Errno) {
        _ = try unsafe retrying(path) { unsafe chmod($0, mode) }
    }
}
