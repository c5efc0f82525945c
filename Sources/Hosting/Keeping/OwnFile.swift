import Kernel
import Secrets

/// A file that must be the daemon's alone: somebody else's words are not believed.
enum OwnFile {
    /// Refuses a file that others could have written or can read.
    ///
    /// - Returns: false when there is none.
    /// - Throws: `cannotCreate`, with what is wrong and how to mend it.
    @discardableResult
    static func require(_ path: String) throws(StartFault) -> Bool {
        let status: FileStatus
        do throws(Errno) {
            status = try FileSystem.status(of: path, followingLinks: false)
        } catch {
            if error == .noSuchFile { return false }
            throw StartFault(.cannotCreate, "cannot use the file \(path): \(error.description)")
        }
        let reason: String? =
            if status.kind != .regular {
                "it is no regular file"
            } else if status.user != CurrentProcess.user {
                "it belongs to uid \(status.user), and the daemon is uid \(CurrentProcess.user)"
            } else if status.mode & 0o077 != 0 {
                "others can reach it (mode 0\(String(status.mode, radix: 8))); "
                    + "mend it with: chmod 600 \(ShellWord.quoted(path))"
            } else {
                nil
            }
        guard let reason else { return true }
        throw StartFault(.cannotCreate, "cannot use the file \(path): \(reason)")
    }
}
