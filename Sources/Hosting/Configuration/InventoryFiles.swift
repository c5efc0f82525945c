import JSON
import Kernel
import Leasing
import Providers
package import Serving

/// An inventory that has been read, and what its owner should know of it.
package struct InventoryReading: Sendable, CustomStringConvertible {
    /// The accounts.
    package let inventory: Inventory
    /// What is no mistake and yet worth a look.
    package let warnings: [String]

    /// How many accounts there are of which provider.
    package var description: String {
        var counts: [String: Int] = [:]
        for entry in inventory.entries { counts[entry.account.provider, default: 0] += 1 }
        let list = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let total = inventory.entries.count
        return "ok: \(total) account\(total == 1 ? "" : "s") (\(list.joined(separator: ", ")))"
    }
}

/// Reads the inventory from its files: everything, or every mistake in it.
package struct InventoryFiles {
    private var problems = ProblemList()
    private var warnings: [String] = []
    private var providers: [String: ProviderSettings] = [:]
    private var entries: [Inventory.Entry] = []
    private var places: [String: String] = [:]
    private var allowedUsers: Set<UInt32>?
    private var documents: [(path: String, bytes: [UInt8], value: JSONValue, status: FileStatus)] =
        []

    private static let largestFile = 16 << 20
    private static let keys = ["providers", "accounts", "allow_uids"]

    /// Reads files, and the `*.json` of folders in the order of their names.
    ///
    /// - Throws: every mistake at once, a line each, with the status `configuration`.
    package static func read(_ paths: [String]) throws(StartFault) -> InventoryReading {
        guard !paths.isEmpty else {
            throw StartFault(.configuration, "no inventory: give --accounts PATH")
        }
        var files = InventoryFiles()
        for path in paths { files.open(path) }
        // Providers may stand in another file than the accounts that use them.
        for document in files.documents { files.readProviders(document) }
        for document in files.documents { files.readAccounts(document) }
        guard files.problems.problems.isEmpty else {
            throw StartFault(.configuration, files.problems.problems.map(\.description))
        }
        guard !files.entries.isEmpty else {
            throw StartFault(
                .configuration, "\(paths.joined(separator: ", ")): names no account")
        }
        let inventory = Inventory(entries: files.entries, allowedUsers: files.allowedUsers)
        return InventoryReading(inventory: inventory, warnings: files.warnings)
    }

    private mutating func open(_ path: String) {
        do throws(Errno) {
            guard try FileSystem.status(of: path).kind == .folder else { return openFile(path) }
            let names = try Folder.list(path).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
            if names.isEmpty { problems.add(file: path, "the folder has no *.json file") }
            for name in names { openFile("\(path)/\(name)") }
        } catch {
            problems.add(file: path, "cannot be read: \(error.description)")
        }
    }

    private mutating func openFile(_ path: String) {
        do throws(Errno) {
            let file = try File(opening: path, for: .read)
            let status = try file.status()
            guard status.kind == .regular else {
                return problems.add(file: path, "is not a regular file")
            }
            let bytes = try file.readAll(limit: Self.largestFile)
            problems.open(path, bytes)
            parse(path, bytes, status)
        } catch {
            let reason =
                error == .fileTooLarge
                ? "is larger than 16 MiB" : "cannot be read: \(error.description)"
            problems.add(file: path, reason)
        }
    }

    private mutating func parse(_ path: String, _ bytes: [UInt8], _ status: FileStatus) {
        do throws(JSONFault) {
            let value = try JSONValue.parse(bytes)
            documents.append((path, bytes, value, status))
        } catch {
            let reason =
                switch error.kind {
                case .malformed:
                    "is not JSON from here on (RFC 8259: no comments, no trailing commas)"
                case .duplicateKey: "two members of an object have this name"
                case .limit: "is nested too deep, or an object has too many members"
                }
            problems.add(at: error.offset, "", reason)
        }
    }

    private mutating func readProviders(
        _ document: (path: String, bytes: [UInt8], value: JSONValue, status: FileStatus)
    ) {
        problems.open(document.path, document.bytes)
        guard let top = ObjectReader(document.value, path: "", known: Self.keys, &problems) else {
            return
        }
        readUsers(top)
        guard let declared = top["providers"] else { return }
        guard let members = declared.members else {
            return top.fault("providers", "must be an object, is \(declared.kind)", &problems)
        }
        for member in members {
            let path = "providers.\(LogText.escaped(String(member.name.prefix(64))))"
            guard Identifier.isValid(member.name) else {
                problems.add(
                    at: member.nameOffset, path,
                    "must be 1 to 64 of letters, digits, '.', '_' and '-'")
                continue
            }
            if let first = providers[member.name] {
                problems.add(
                    at: member.nameOffset, path, "is declared before, at \(first.place)")
                continue
            }
            providers[member.name] = ProviderSettings(
                member.name, member.value, path: path, folder: Self.folder(of: document.path),
                &problems)
        }
    }

    private mutating func readUsers(_ top: ObjectReader) {
        guard let value = top["allow_uids"] else { return }
        let users = value.array.map { $0.map { $0.integer.flatMap(UInt32.init(exactly:)) } }
        guard let users, users.allSatisfy({ $0 != nil }), !users.isEmpty else {
            return top.fault(
                "allow_uids", "must be a list of one or more numeric user ids", &problems)
        }
        allowedUsers = (allowedUsers ?? []).union(users.compactMap(\.self))
    }

    private mutating func readAccounts(
        _ document: (path: String, bytes: [UInt8], value: JSONValue, status: FileStatus)
    ) {
        problems.open(document.path, document.bytes)
        guard let list = document.value["accounts"], !list.isNull else { return }
        guard let elements = list.array else {
            return problems.add(at: list.offset, "accounts", "must be a list, is \(list.kind)")
        }
        var hasLiteralSecret = false
        for (index, element) in elements.enumerated() {
            let path = "accounts[\(index)]"
            let account = AccountSettings.read(
                element, path: path, folder: Self.folder(of: document.path), providers: providers,
                &problems)
            hasLiteralSecret = hasLiteralSecret || CredentialSettings.isLiteral(element)
            if let account { keep(account, element, path) }
        }
        guard hasLiteralSecret,
            let objection = SecretFile.objection(to: document.status, document.path)
        else { return }
        problems.add(file: document.path, objection)
    }

    private mutating func keep(_ entry: Inventory.Entry, _ element: JSONValue, _ path: String) {
        let id = entry.account.id
        if let first = places[id] {
            let offset = (element["id"] ?? element).offset
            return problems.add(at: offset, path + ".id", "\"\(id)\" is named before, at \(first)")
        }
        places[id] = problems.place(of: element.offset)
        entries.append(entry)
        if entry.credential.kind == .oauth, entry.credential.refreshToken == nil {
            warnings.append("account \(id) has no refresh token: it ends when its token does")
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
