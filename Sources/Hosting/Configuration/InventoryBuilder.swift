import JSON
import Leasing
import Serving

/// Puts an inventory together from its documents, and notes the mistakes in them.
struct InventoryBuilder {
    private let credentials: String?
    private(set) var problems: ProblemList
    private var warnings = InventoryWarnings()
    private var providers = ProviderList()
    private var entries: [Inventory.Entry] = []
    private var places: [String: String] = [:]
    private var allowedUsers: Set<UInt32>?

    /// The most accounts of one file: ten times what the pool is measured with.
    private static let longestList = 100_000
    private static let keys = ["providers", "accounts", "allow_uids"]

    init(credentials: String?, problems: ProblemList) {
        self.credentials = credentials
        self.problems = problems
    }

    mutating func build(_ documents: [InventoryDocument], now: UnixTime) -> InventoryReading {
        // Providers may stand in another file than the accounts that use them.
        for document in documents { readTop(document) }
        for document in documents { readAccounts(document, now: now) }
        return InventoryReading(
            inventory: Inventory(
                entries: entries, strategies: providers.strategies, allowedUsers: allowedUsers),
            warnings: warnings.lines)
    }

    private mutating func readTop(_ document: InventoryDocument) {
        problems.open(document.path, document.lines)
        guard let top = ObjectReader(document.value, path: "", known: Self.keys, &problems) else {
            return
        }
        checkSecrecy(of: document)
        readUsers(top)
        providers.read(top, folders: folders(of: document), &problems)
        for provider in top["providers"]?.members ?? [] {
            warnings.look(at: provider.value, unused: ProviderSettings.unusedKeys)
        }
    }

    private mutating func readUsers(_ top: ObjectReader) {
        guard let elements = top.list("allow_uids", of: "numeric user ids", &problems) else {
            return
        }
        if elements.isEmpty {
            top.fault("allow_uids", "would let nobody in; leave it out to let in all", &problems)
        }
        for (index, element) in elements.enumerated() {
            guard let user = element.integer.flatMap(UInt32.init(exactly:)) else {
                let field = "allow_uids[\(index)]"
                problems.add(at: element.offset, field, "must be a numeric user id")
                continue
            }
            allowedUsers = (allowedUsers ?? []).union([user])
        }
    }

    private mutating func readAccounts(_ document: InventoryDocument, now: UnixTime) {
        problems.open(document.path, document.lines)
        guard let list = document.value["accounts"], !list.isNull else { return }
        guard let elements = list.array else {
            return problems.add(at: list.offset, "accounts", "must be a list, is \(list.kind)")
        }
        guard elements.count <= Self.longestList else {
            let message = "has \(elements.count) accounts; a file may have \(Self.longestList)"
            return problems.add(at: list.offset, "accounts", message)
        }
        for (index, element) in elements.enumerated() {
            readAccount(element, path: "accounts[\(index)]", document, now: now)
        }
    }

    private mutating func readAccount(
        _ element: JSONValue, path: String, _ document: InventoryDocument, now: UnixTime
    ) {
        let entry = AccountSettings.read(
            element, path: path, folders: folders(of: document), providers: providers, &problems)
        warnings.look(at: element, unused: AccountSettings.unusedKeys)
        if let id = element["id"], let text = id.string, Identifier.isValid(text) {
            if let first = places[text] {
                let message = "names an account for the second time, after \(first)"
                return problems.add(at: id.offset, path + ".id", message)
            }
            places[text] = problems.place(of: id.offset)
        }
        guard let entry else { return }
        entries.append(entry)
        warnings.look(at: entry, now: now)
    }

    /// A secret that stands in the file itself must be for its owner's eyes only.
    private mutating func checkSecrecy(of document: InventoryDocument) {
        let accounts = document.value["accounts"]?.array ?? []
        let providers = document.value["providers"]?.members?.map(\.value) ?? []
        let isSecret =
            accounts.contains(where: CredentialSettings.isLiteral)
            || (accounts + providers).contains { HeaderSettings.holdSecret($0["headers"]) }
        guard isSecret,
            let objection = SecretFile.objection(to: document.status, document.path)
        else { return }
        problems.add(file: document.path, objection)
    }

    private func folders(of document: InventoryDocument) -> SecretFolders {
        SecretFolders(inventory: document.folder, credentials: credentials)
    }
}
