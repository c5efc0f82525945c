import Kernel

/// A secret that lies in a file of its own.
enum SecretFile {
    /// Why a secret cannot be read; names the path, never what is in it.
    struct Fault: Error {
        let message: String
    }

    private static let largest = 16_384

    /// Reads a file below `$CREDENTIALS_DIRECTORY`, else below the inventory's folder. Line breaks
    /// at its end are not part of the secret.
    static func read(_ name: String, in folder: String) -> Result<String, Fault> {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.hasPrefix("/"), !parts.contains("..") else {
            return .failure(
                Fault(message: "must name a file below the inventory's folder, without \"..\""))
        }
        let base = CurrentProcess.environment("CREDENTIALS_DIRECTORY") ?? folder
        return read(path: "\(base)/\(name)")
    }

    private static func read(path: String) -> Result<String, Fault> {
        do throws(Errno) {
            let file = try File(opening: path, for: .read)
            let status = try file.status()
            if let message = objection(to: status, path) {
                return .failure(Fault(message: message))
            }
            let bytes = try file.readAll(limit: largest)
            let secret = String(decoding: bytes, as: UTF8.self)
                .prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" }
            guard !secret.isEmpty else {
                return .failure(Fault(message: "the file \(path) has no secret in its first line"))
            }
            return .success(String(secret))
        } catch {
            return .failure(Fault(message: "cannot read \(path): \(error.description)"))
        }
    }

    /// What is wrong with a file that holds a secret.
    static func objection(to status: FileStatus, _ path: String) -> String? {
        guard status.kind == .regular else { return "\(path) is not a regular file" }
        guard status.mode & 0o077 == 0 else {
            let mode = String(status.mode, radix: 8)
            return "\(path) holds a secret and others can reach it (mode 0\(mode)); "
                + "mend it with: chmod 600 \(path)"
        }
        return nil
    }
}
