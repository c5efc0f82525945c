import Testing
import Wire

struct MethodTests {
    @Test func `proxies lease, operators look, the keeper does neither`() {
        let lease = Method.allCases.filter { $0.isServed(on: .lease) }
        let ops = Method.allCases.filter { $0.isServed(on: .ops) }
        let keeper = Method.allCases.filter { $0.isServed(on: .keeper) }
        let forOperators = Method.allCases.filter {
            $0.isServed(on: .ops) && !$0.isServed(on: .lease)
        }
        #expect(lease == Method.allCases.filter { !forOperators.contains($0) })
        #expect(
            forOperators == [
                .accounts, .setAccount, .clearBlocks, .refresh, .leases, .revokeLease, .events,
                .metrics, .reload, .drain, .resume,
            ])
        #expect(ops == [.hello, .summary, .explain, .watch] + forOperators + [.health, .discover])
        #expect(keeper == [.hello, .health])
    }

    @Test func `while the daemon ends it lends nothing more and takes everything back`() {
        let answered = Method.allCases.filter(\.isAnsweredWhileDraining)
        #expect(answered == [.hello, .markResult, .release, .health, .discover])
    }

    @Test func `each has a place of its own`() {
        #expect(Method.allCases.map(\.place) == Array(Method.allCases.indices))
    }
}
