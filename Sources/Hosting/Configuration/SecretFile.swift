package import Kernel
package import Secrets

/// Where files that hold one secret each are looked for.
package struct SecretFolders: Sendable {
    /// The folder of the inventory that names them.
    package let inventory: String
    /// `$CREDENTIALS_DIRECTORY`, where the service manager puts them (systemd.exec(5)).
    package let credentials: String?

    /// Names the folders.
    package init(inventory: String, credentials: String? = nil) {
        self.inventory = inventory
        self.credentials = credentials
    }
}

/// Why a secret cannot be read from its file; never what is in it.
package struct SecretFault: Error, Equatable, Sendable {
    /// The reason, to stand behind the name of the field that names the file.
    package let message: String
}

/// A secret that lies in a file of its own.
package struct SecretFile {
    private let name: String
    private let folder: String
    /// Whether the service manager keeps others away from the file. It lets in whom it must by an
    /// access control list, which shows as permissions of the group: the mode says nothing then.
    private let isGuarded: Bool

    private static let largest = 16_384

    /// Reads a file below one of the folders; the service manager's comes first. Blanks and line
    /// breaks at its end are not part of the secret.
    package static func read(
        _ name: String, in folders: SecretFolders
    ) throws(SecretFault) -> Secret {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.hasPrefix("/"), !parts.contains("..") else {
            throw SecretFault(
                message: "must name a file below the inventory's folder, without \"..\"")
        }
        if let credentials = folders.credentials, exists("\(credentials)/\(name)") {
            return try SecretFile(name: name, folder: credentials, isGuarded: true).read()
        }
        return try SecretFile(name: name, folder: folders.inventory, isGuarded: false).read()
    }

    /// What is wrong with the status of a file that holds a secret; the path is for the hint.
    package static func objection(to status: FileStatus, _ path: String) -> String? {
        guard status.mode & 0o077 != 0 else { return nil }
        let mode = String(status.mode, radix: 8)
        return "holds a secret and others can reach it (mode 0\(mode)); "
            + "mend it with: chmod 600 \(ShellWord.quoted(path))"
    }

    private static func exists(_ path: String) -> Bool {
        (try? FileSystem.status(of: path)) != nil
    }

    private func read() throws(SecretFault) -> Secret {
        let contents: Result<[UInt8], SecretFault>
        do throws(Errno) {
            contents = try load()
        } catch {
            throw fault(
                error == .fileTooLarge ? "is larger than 16 KiB" : "cannot be read: \(error)")
        }
        let bytes = try contents.get()
        let blanks = Array(" \t\r\n".utf8)
        guard let end = bytes.lastIndex(where: { !blanks.contains($0) }) else {
            throw fault("is empty")
        }
        return Secret(String(decoding: bytes[...end], as: UTF8.self))
    }

    private func load() throws(Errno) -> Result<[UInt8], SecretFault> {
        let path = "\(folder)/\(name)"
        // Asked first, for opening a pipe would wait for a writer.
        guard try FileSystem.status(of: path).kind == .regular else {
            return .failure(fault("is not a regular file"))
        }
        let file = try File(opening: path, for: .read)
        if !isGuarded, let objection = Self.objection(to: try file.status(), shownPath) {
            return .failure(fault(objection))
        }
        return .success(try file.readAll(limit: Self.largest))
    }

    /// A key that was pasted in place of its file's name must not end in a log.
    private var shownPath: String { "\(folder)/\(Mentionable.word(name) ?? "FILE")" }

    private func fault(_ reason: String) -> SecretFault {
        SecretFault(message: "\(shownPath) \(reason)")
    }
}
