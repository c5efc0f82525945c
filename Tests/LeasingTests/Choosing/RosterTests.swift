import Leasing
import Testing

struct RosterTests {
    private func member(_ account: Int, _ id: String, _ priority: Int) -> Roster.Member {
        Roster.Member(account: account, id: id, priority: priority, weight: 1)
    }

    @Test func `accounts stand by tier and then by id`() {
        let roster = Roster([
            member(4, "d", 100), member(0, "c", 200), member(7, "a", 200), member(2, "b", 100),
        ])
        #expect(roster.members.map(\.id) == ["b", "d", "a", "c"])
        #expect(roster.tiers == [0..<2, 2..<4])
        #expect((0..<4).map { roster.tier(of: $0) } == [0, 0, 1, 1])
        #expect([4, 0, 7, 2].map { roster.rank(of: $0) } == [1, 3, 2, 0])
        #expect((0..<4).map { roster.account(at: $0) } == [2, 4, 7, 0])
    }

    @Test func `who is not there has no rank`() {
        let roster = Roster([member(1, "a", 1)])
        #expect(roster.rank(of: 0) == Roster.none)
        #expect(roster.rank(of: 9) == Roster.none)
        #expect(roster.account(at: Roster.none) == Roster.none)
        #expect(Roster().count == 0)
    }
}
