import Serving
import Testing
import Wire

struct ServiceEventsTests {
    @Test func `it is for operators alone`() {
        let bench = Bench()
        let refused = bench.call(bench.connect(), "Events", "{}")
        #expect(refused["error.data.reason"] == "METHOD_NOT_ON_THIS_SOCKET")
        let answer = bench.call(bench.connect(.ops), "Events", "{}")
        #expect(answer["result"] == #"{"events":[],"last_seq":0}"#)
    }

    @Test func `the last number is told whatever the page holds`() {
        let bench = Bench(accounts: 3)
        let (peer, observer) = (bench.connect(), bench.connect(.ops))
        for _ in 0..<3 { bench.report(peer, #""status":429,"headers":{"Retry-After":"90"}"#) }
        let page = bench.call(observer, "Events", #"{"after_seq":1,"limit":1}"#)
        #expect(page["result.last_seq"] == "3")
        #expect(page.contains(#""seq":2"#) && !page.contains(#""seq":3,"#))
    }

    @Test func `whose lease it was is for operators and for its own user`() {
        let bench = Bench(accounts: 2)
        let watchers = [
            bench.connect(.ops, uid: 0), bench.connect(uid: 7), bench.connect(uid: 8),
        ]
        for watcher in watchers { _ = bench.watch(watcher) }
        bench.report(bench.connect(uid: 7), #""status":429"#)
        bench.wait(milliseconds: 1000)
        let told = watchers.map { bench.told($0).first }
        #expect(told.map { $0?.event(0, "uid") } == ["7", "7", nil])
        #expect(told.map { $0?.event(0, "lease_id") != nil } == [true, true, false])
        #expect(told.map { $0?.event(0, "rule") != nil } == [true, true, true])
    }
}
