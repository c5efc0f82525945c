import JSON
import Leasing
import Seeding
import Serving
import Testing
import Wire

struct EventFactTests {
    private static let openings = [
        "cooldown_opened", "window_exhausted", "account_status_update", "account_disabled",
    ]

    private static let evidence = [
        #""status":429"#, #""status":429,"headers":{"Retry-After":"7"}"#, #""status":500"#,
        #""status":401"#, #""status":403"#, #""status":402"#, #""error":"network""#,
        #""status":200"#,
        #""status":429,"body":"{\"error\":{\"type\":\"insufficient_quota\"}}""#,
    ]

    @Test(arguments: 0..<60)
    func `G11 every block tells cause, rule, time and lease`(seed: UInt64) throws {
        let bench = Bench(accounts: 6, places: 2)
        let (peer, observer) = (bench.connect(uid: 7), bench.connect(.ops))
        var random = SeededRandom(seed: seed)
        for step in 0..<12 {
            bench.wait(milliseconds: .random(in: 0...3000, using: &random))
            let lease = bench.lease(peer)
            let evidence = Self.evidence.randomElement(using: &random) ?? ""
            let known = bench.events(#"{"limit":1024}"#).count
            _ = bench.call(
                peer, "MarkResult", #"{"lease_id":"\#(lease)",\#(evidence),"release":true}"#)
            for event in bench.events(#"{"limit":1024}"#).dropFirst(known)
            where Self.openings.contains(event["kind"] ?? "") {
                let place = "seed \(seed), step \(step): \(event)"
                #expect(event["lease_id"] == lease && event["uid"] == "7", "\(place)")
                #expect(event["provider"] == "one", "\(place)")
                #expect(event["at"] == InternetTime.text(bench.now.unix), "\(place)")
            }
        }
        let accounts = bench.call(observer, "Summary", #"{"accounts":true}"#)
        let told = bench.events(#"{"limit":1024}"#)
        for account in try JSONText.parse(accounts)["result"]?["accounts"]?.array ?? [] {
            let (id, state) = (account["account_id"]?.string, account["state"]?.string)
            guard ["quota", "cooldown", "auth_failed", "disabled"].contains(state) else { continue }
            let causes = told.filter {
                $0["account_id"] == id && Self.openings.contains($0["kind"] ?? "")
            }
            #expect(!causes.isEmpty, "seed \(seed): \(id ?? "") is \(state ?? "")")
            for cause in causes {
                for name in ["reason", "rule", "at", "lease_id"] {
                    #expect(cause[name] != nil, "seed \(seed): \(name) of \(cause)")
                }
            }
        }
    }

    @Test func `a pause tells how long it lasts and what the upstream said`() {
        let bench = Bench(accounts: 2)
        bench.report(bench.connect(), #""status":429,"headers":{"Retry-After":"7"}"#)
        let event = bench.events().last
        #expect(event?["kind"] == "cooldown_opened")
        #expect(event?["reason"] == "rate_limited")
        #expect(event?["blocked_ms"] == "7000")
        #expect(event?["upstream_status"] == "429")
        #expect(event?["account_id"] == "a")
    }

    @Test func `a success that ends a pause is told with its own lease`() {
        let bench = Bench()
        let peer = bench.connect(uid: 7)
        bench.report(peer, #""status":429,"headers":{"Retry-After":"3600"}"#)
        // Only a probe is lent while the account is paused.
        bench.wait(milliseconds: 1_000_000)
        let probe = bench.lease(peer)
        _ = bench.call(peer, "MarkResult", #"{"lease_id":"\#(probe)","status":200}"#)
        let event = bench.events().last
        #expect(event?["kind"] == "cooldown_ended")
        #expect(event?["reason"] == "rate_limited")
        #expect(event?["lease_id"] == probe && event?["uid"] == "7")
        #expect(event?["at"] == InternetTime.text(bench.now.unix))
    }

    @Test func `a credential that is refused is a change of status with its reason`() {
        let bench = Bench(accounts: 2, places: 4)
        let peer = bench.connect()
        for _ in 0..<2 {
            let lease = bench.call(peer, "Select", #"{"provider":"one","account":"a"}"#)
            _ = bench.call(
                peer, "MarkResult",
                #"{"lease_id":"\#(lease["result.lease.lease_id"] ?? "")","status":401}"#)
            bench.wait(milliseconds: 31_000)
        }
        let update = bench.events().first { $0["kind"] == "account_status_update" }
        #expect(update?["status"] == "expired")
        #expect(update?["reason"] == "auth_revoked")
        #expect(update?["account_id"] == "a")
    }

    @Test func `a lease that ends by itself says why`() {
        let bench = Bench(accounts: 2)
        let (first, second) = (bench.connect(uid: 7), bench.connect(uid: 8))
        _ = bench.call(first, "Select", #"{"provider":"one","ttl_ms":1000,"model":"m"}"#)
        _ = bench.lease(second)
        bench.wait(milliseconds: 1000)
        _ = bench.disconnect(second)
        bench.wait(milliseconds: 5000)
        let ends = bench.events()
        #expect(ends.map { $0["kind"] } == ["lease_ended", "lease_ended"])
        #expect(ends.map { $0["reason"] } == ["deadline", "holder_gone"])
        #expect(ends.map { $0["uid"] } == ["7", "8"])
        #expect(ends.map { $0["status"] } == ["expired", "expired"])
        #expect(ends.first?["model"] == "m")
    }

    @Test func `each act of an operator is an event with its rule and the operator`() {
        let bench = Bench()
        let operators = bench.connect(.ops, uid: 7)
        _ = bench.lease(bench.connect(uid: 1000))
        let acts = [
            ("ClearBlocks", #"{"account_id":"a","model":"m"}"#),
            ("RevokeLease", #"{"account_id":"a"}"#),
            ("SetAccount", #"{"account_id":"a","enabled":false,"weight":2}"#), ("Drain", "{}"),
            ("Resume", "{}"),
        ]
        for (method, params) in acts { _ = bench.call(operators, method, params) }
        let told = bench.events(#"{"limit":1024}"#)
        let lines = told.map { event in
            ["kind", "rule", "uid", "status", "reason", "model", "count"]
                .map { event[$0] ?? "-" }.joined(separator: " ")
        }
        #expect(
            lines == [
                "blocks_cleared operator.cleared 7 - - m 0",
                "lease_ended operator.revoked 1000 revoked - - -",
                "account_set operator.set 7 - enabled=false weight=2 - -",
                "account_status_update operator.set 7 disabled operator - -",
                "draining operator.drain 7 - - - -",
                "resumed operator.resume 7 - - - -",
            ])
    }
}
