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
        /// Tells the accounts from other sets of them: models that the same accounts serve have
        /// the same number; 0 is that of all accounts.
        let set: Int

        func serves(_ account: Int) -> Bool {
            serving.map { $0[account] } ?? true
        }
    }

    private var entries: [String: Entry] = [:]
    /// The entry that was asked for last: traffic names one model many times in a row.
    private var latest: (model: String, entry: Entry)?
    /// What a request without a model finds: all accounts.
    private let all: Entry
    /// The sets of accounts that serve some model, numbered from 1.
    private var sets: [[Bool]] = []
    private let isUniform: Bool

    /// Knows nothing of models yet.
    ///
    /// - Parameters:
    ///   - count: how many accounts the provider has.
    ///   - isUniform: whether each of them serves every model.
    init(count: Int = 0, isUniform: Bool = true) {
        all = Entry(count: count, serving: nil, set: 0)
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
        guard count > 0, count < members.count else {
            let entry = Entry(count: count, serving: serving, set: 0)
            if count > 0 { keep(entry, for: model) }
            return entry
        }
        let entry = Entry(count: count, serving: serving, set: number(of: serving))
        keep(entry, for: model)
        return entry
    }

    private mutating func keep(_ entry: Entry, for model: String) {
        if entries.count >= Limits.knownModelsPerProvider { entries = [:] }
        entries[model] = entry
    }

    /// The number of a set of accounts. Beyond the bound it is that of all accounts, among which
    /// those that do not serve are then passed over.
    private mutating func number(of set: [Bool]) -> Int {
        if let known = sets.firstIndex(of: set) { return known + 1 }
        guard sets.count < Limits.servingSetsPerProvider else { return 0 }
        sets.append(set)
        return sets.count
    }
}
