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
    /// The entry that was asked for last: traffic names one model many times in a row.
    private var latest: (model: String, entry: Entry)?
    /// What a request without a model finds: all accounts.
    private let all: Entry
    private let isUniform: Bool

    /// Knows nothing of models yet.
    ///
    /// - Parameters:
    ///   - count: how many accounts the provider has.
    ///   - isUniform: whether each of them serves every model.
    init(count: Int = 0, isUniform: Bool = true) {
        all = Entry(count: count, serving: nil)
        self.isUniform = isUniform
    }

    /// The accounts that serve a model, of those whose numbers are given.
    mutating func entry(
        for model: String?, among members: [Int], in accounts: [AccountSlot]
    ) -> Entry {
        guard !isUniform, let model else { return all }
        if let latest, latest.model == model { return latest.entry }
        let entry = entries[model] ?? derive(model, among: members, in: accounts)
        // Models that nobody serves are not remembered: a caller could name any number of them.
        if entry.count > 0 { latest = (model, entry) }
        return entry
    }

    private mutating func derive(
        _ model: String, among members: [Int], in accounts: [AccountSlot]
    ) -> Entry {
        var serving = [Bool](repeating: false, count: accounts.count)
        var count = 0
        for member in members where accounts[member].account.serves(model) {
            serving[member] = true
            count += 1
        }
        let entry = Entry(count: count, serving: serving)
        guard count > 0 else { return entry }
        if entries.count >= Limits.knownModelsPerProvider { entries = [:] }
        entries[model] = entry
        return entry
    }
}
