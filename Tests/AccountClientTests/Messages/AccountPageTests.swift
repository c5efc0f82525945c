import AccountClient
import Seeding
import Testing
import Wire

struct AccountPageTests {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")

    /// A name close to another: its last letter is changed or gone, or one more follows.
    private func neighbour(_ name: String, _ random: inout SeededRandom) -> String {
        let letter = Self.alphabet.randomElement(using: &random) ?? "a"
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return String(name.dropLast()) + String(letter)
        case 1: return String(name.dropLast())
        case _: return String((name + String(letter)).prefix(64))
        }
    }

    private func name(_ random: inout SeededRandom) -> String {
        // Few letters, so that names are often alike.
        let letters = Self.alphabet.shuffled(using: &random).prefix(2) + ["-", "z"]
        let count = Bool.random(using: &random) ? Int.random(in: 62...64, using: &random) : 2
        return String((0..<count).map { _ in letters.randomElement(using: &random) ?? "a" })
    }

    @Test(arguments: 1...500)
    func `an account's page begins behind every name before it, and not behind itself`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let own = name(&random)
        let isNear = Bool.random(using: &random)
        let other = isNear ? neighbour(own, &random) : name(&random)
        let after = AccountPage(of: own).after
        #expect(after.map { own > $0 } ?? true, "\(own)")
        #expect((after.map { other > $0 } ?? true) == (other >= own), "\(own), \(other)")
        guard let after else { return }
        #expect((1...WireLimits.nameBytes).contains(after.utf8.count))
        #expect(after.allSatisfy(Self.alphabet.contains))
    }

    @Test func `the first of all names has the first page`() {
        #expect(AccountPage(of: "-").after == nil)
        #expect(AccountPage(of: "--").after == "-")
        #expect(AccountPage(of: "a").after == "_" + String(repeating: "z", count: 63))
    }

    @Test(arguments: ["", "me@example.com", "ä", String(repeating: "a", count: 65)])
    func `what is no account's name has the first page, too`(name: String) {
        #expect(AccountPage(of: name).after == nil)
    }
}
