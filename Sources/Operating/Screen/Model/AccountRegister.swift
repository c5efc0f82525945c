import Leasing

/// All accounts that have been told, in the order of their ids, which is the daemon's.
struct AccountRegister: Equatable {
    private(set) var accounts: [KnownAccount] = []

    /// Takes in a page: what lies between its ends is what it holds and nothing else.
    ///
    /// - Parameters:
    ///   - start: the id behind which the page begins; `nil` for the first account of all.
    ///   - end: the id up to which it reaches; `nil` for the last account of all.
    mutating func replace(behind start: String?, upTo end: String?, with page: [KnownAccount]) {
        let lower = start.map { start in index { $0 > start } } ?? 0
        let upper = end.map { end in index { $0 > end } } ?? accounts.count
        accounts.replaceSubrange(lower..<max(lower, upper), with: page)
    }

    /// The account of an id.
    subscript(_ id: String) -> KnownAccount? {
        let index = index { $0 >= id }
        guard index < accounts.count, accounts[index].summary.id == id else { return nil }
        return accounts[index]
    }

    /// The id before another one's.
    func predecessor(of id: String) -> String? {
        let index = index { $0 >= id }
        return index > 0 ? accounts[index - 1].summary.id : nil
    }

    /// Where the first account stands whose id is as wanted; ids that are wanted are behind all
    /// others.
    private func index(where isWanted: (String) -> Bool) -> Int {
        var (low, high) = (0, accounts.count)
        while low < high {
            let middle = (low + high) / 2
            if isWanted(accounts[middle].summary.id) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
