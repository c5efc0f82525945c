import Leasing
package import Serving

/// An inventory that has been read, and what its owner should know of it.
package struct InventoryReading: Sendable, CustomStringConvertible {
    /// The accounts.
    package let inventory: Inventory
    /// What is no mistake and yet worth a look, a line each.
    package let warnings: [String]

    /// How many accounts there are of which provider.
    package var description: String {
        var counts: [String: Int] = [:]
        for entry in inventory.entries { counts[entry.account.provider, default: 0] += 1 }
        let list = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let total = inventory.entries.count
        return "\(total) account\(total == 1 ? "" : "s") (\(list.joined(separator: ", ")))"
    }
}
