import Serving
import Testing
import Wire

struct RefusalTallyTests {
    private func refusals(_ bench: Bench) -> [String] {
        bench.events(#"{"limit":1024}"#).filter { $0["kind"] == "select_refused" }
    }

    private func select(_ bench: Bench, _ peer: PeerID, model: String = "m") {
        _ = bench.call(peer, "Select", #"{"provider":"one","model":"\#(model)"}"#)
    }

    @Test(arguments: [1, 3, 50])
    func `one event in ten seconds stands for all that went before`(perSecond: Int) {
        let bench = Bench(accounts: 1)
        let (holder, peer) = (bench.connect(uid: 1), bench.connect(uid: 7))
        _ = bench.lease(holder)
        for _ in 0..<25 {
            for _ in 0..<perSecond { select(bench, peer) }
            bench.wait(milliseconds: 1000)
        }
        let told = refusals(bench)
        #expect(told.map { $0["count"] } == ["1", "\(10 * perSecond - 1)", "\(10 * perSecond)"])
        #expect(told.allSatisfy { $0["reason"] == "at_capacity" && $0["uid"] == "7" })
    }

    @Test func `what is not repeated is told ten seconds after the first`() {
        let bench = Bench(accounts: 1)
        _ = bench.lease(bench.connect(uid: 1))
        let peer = bench.connect(uid: 7)
        for _ in 0..<4 { select(bench, peer) }
        #expect(refusals(bench).map { $0["count"] } == ["1"])
        bench.wait(milliseconds: 9_999)
        #expect(refusals(bench).count == 1)
        bench.wait(milliseconds: 1)
        #expect(refusals(bench).map { $0["count"] } == ["1", "3"])
        bench.wait(milliseconds: 60_000)
        #expect(refusals(bench).count == 2)
    }

    @Test func `users, models and reasons are told apart`() {
        let bench = Bench(accounts: 1)
        _ = bench.lease(bench.connect(uid: 1))
        for uid: UInt32 in [7, 8] {
            let peer = bench.connect(uid: uid)
            for model in ["m", "n"] { for _ in 0..<3 { select(bench, peer, model: model) } }
        }
        #expect(refusals(bench).count == 4)
    }

    @Test func `made-up models do not push everything else out of the ring`() {
        let bench = Bench(accounts: 1)
        _ = bench.lease(bench.connect(uid: 1))
        let peer = bench.connect(uid: 7)
        for number in 0..<3000 { select(bench, peer, model: "model-\(number)") }
        let told = refusals(bench)
        #expect((100...300).contains(told.count))
        #expect(told.last?["model"] == nil)
        bench.wait(milliseconds: 60_000)
        select(bench, peer, model: "later")
        #expect(refusals(bench).last?["model"] == "later")
    }
}
