import Leasing
import Serving
import Testing
import Wire

struct ServiceReloadTests {
    private static let reload = #"{"jsonrpc":"2.0","id":5,"method":"Reload"}"#

    /// Does what a host does for those who ask for a reload.
    private func reload(_ bench: Bench, _ entries: [Inventory.Entry]) -> Int? {
        guard let cause = bench.service.reloadCause(now: bench.now) else { return nil }
        let changed = bench.service.adopt(
            Inventory(entries: entries), because: cause, now: bench.now)
        bench.service.answerReloads(.adopted(changed: changed))
        return changed
    }

    @Test func `who asks is answered when the host has read the inventory`() {
        let bench = Bench(accounts: 3)
        _ = bench.takeFacts()
        let peer = bench.connect(.ops, uid: 7)
        #expect(reload(bench, []) == nil)
        #expect(bench.ask(peer, Self.reload).isEmpty)
        let entries = [Bench.entry("a"), Bench.entry("b", places: 2), Bench.entry("z")]
        // One is other, one has come and one is gone.
        #expect(reload(bench, entries) == 3)
        #expect(bench.answers(peer).map { $0["result"] } == [#"{"accounts":3,"changed":3}"#])
        #expect(reload(bench, []) == nil)
        let cause = Provenance(rule: "operator.reload", uid: 7, at: bench.now.instant)
        guard case .inventoryReloaded(accounts: 3, changed: 3, cause)? = bench.takeFacts().last
        else {
            Issue.record("no fact")
            return
        }
    }

    @Test func `the same inventory changes nothing, another credential one account`() {
        let bench = Bench(accounts: 2)
        let peer = bench.connect(.ops)
        _ = bench.ask(peer, Self.reload)
        #expect(reload(bench, [Bench.entry("a"), Bench.entry("b")]) == 0)
        _ = bench.answers(peer)
        _ = bench.ask(peer, Self.reload)
        #expect(reload(bench, [Bench.entry("a", generation: 2), Bench.entry("b")]) == 1)
    }

    @Test func `all who have asked are told the mistakes, and nothing has changed`() {
        let bench = Bench()
        let peers = (0..<2).map { _ in bench.connect(.ops) }
        for peer in peers { _ = bench.ask(peer, Self.reload) }
        bench.service.answerReloads(.refused(["i.json:3: wrong"]))
        for peer in peers {
            let answers = bench.answers(peer)
            #expect(answers.count == 1)
            #expect(answers.first?["error.code"] == "9")
            #expect(answers.first?["error.data.problems"] == #"["i.json:3: wrong"]"#)
        }
        #expect(bench.accountCount == 1)
    }

    @Test func `what is sent behind it finds the new accounts`() {
        let bench = Bench()
        let peer = bench.connect(.ops)
        let accounts = #"{"jsonrpc":"2.0","id":6,"method":"Accounts"}"#
        bench.receive(Bench.frame(Self.reload) + Bench.frame(accounts), from: peer)
        #expect(bench.answers(peer).isEmpty)
        #expect(reload(bench, [Bench.entry("z")]) == 2)
        #expect(bench.answers(peer).map { $0["id"] } == ["5"])
        bench.wait(milliseconds: 0)
        let answers = bench.answers(peer)
        #expect(answers.map { $0["id"] } == ["6"])
        #expect(answers.first?.contains(#""account_id":"z""#) == true)
    }

    @Test func `a connection whose client has sent its last byte ends with the answer`() {
        let bench = Bench()
        let peer = bench.connect(.ops)
        _ = bench.ask(peer, Self.reload)
        bench.finishInput(from: peer)
        #expect(!bench.isDone(peer))
        #expect(reload(bench, [Bench.entry("a")]) == 0)
        #expect(bench.answers(peer).count == 1)
        #expect(bench.isDone(peer))
    }

    @Test func `who has gone meanwhile is not answered`() {
        let bench = Bench()
        let peer = bench.connect(.ops)
        _ = bench.ask(peer, Self.reload)
        _ = bench.disconnect(peer)
        #expect(reload(bench, [Bench.entry("a")]) == 0)
    }

    @Test func `when the daemon ends first it is refused before the goaway`() {
        let bench = Bench()
        let peer = bench.connect(.ops)
        _ = bench.ask(peer, Self.reload)
        bench.service.drain(now: bench.now)
        let answers = bench.answers(peer)
        #expect(answers.first?["error.data.reason"] == "DRAINING")
        #expect(answers.last?["method"] == "$/goaway")
        #expect(bench.service.reloadCause(now: bench.now) == nil)
    }
}
