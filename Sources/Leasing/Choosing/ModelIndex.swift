/// Which accounts of a provider serve a model, remembered for the models that were asked for.
///
/// It follows from the accounts' patterns alone and is dropped whenever they change.
struct ModelIndex {
    /// Which accounts serve one model.
    struct Entry {
        /// How many do.
        let count: Int
        /// Whether an account, by its number in the pool, does; `nil` when all of the provider do.
        let serving: [Bool]?

        func serves(_ account: Int) -> Bool {
            serving.map { $0[account] } ?? true
        }
    }

    private var entries: [String: Entry] = [:]
    private var all: Entry?

    /// Forgets everything, for the accounts have changed.
    mutating func reset() {
        entries = [:]
        all = nil
    }

    /// The accounts that serve a model, of those whose numbers are given.
    mutating func entry(
        for model: String?, among members: [Int], in accounts: [AccountSlot]
    ) -> Entry {
        if let all { return all }
        if members.allSatisfy({ accounts[$0].account.models.isEmpty }) {
            let entry = Entry(count: members.count, serving: nil)
            all = entry
            return entry
        }
        guard let model else { return Entry(count: members.count, serving: nil) }
        if let known = entries[model] { return known }
        var serving = [Bool](repeating: false, count: accounts.count)
        for member in members { serving[member] = accounts[member].account.serves(model) }
        let entry = Entry(count: serving.count { $0 }, serving: serving)
        // Models that nobody serves are not remembered: a caller could name any number of them.
        guard entry.count > 0 else { return entry }
        if entries.count >= Limits.knownModelsPerProvider { entries = [:] }
        entries[model] = entry
        return entry
    }
}
