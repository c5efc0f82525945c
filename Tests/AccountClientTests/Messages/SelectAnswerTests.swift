import AccountClient
import Seeding
import Testing

struct SelectAnswerTests {
    private let text =
        "{\"credential\":{\"base_url\":\"https://x\",\"expires_in_ms\":1800000,\"generation\":7,"
        + "\"headers\":{\"authorization\":\"Bearer s\",\"x-a\":\"b\"},\"kind\":\"oauth\","
        + "\"secret\":\"s\"},\"lease\":{\"account_id\":\"claude-a\",\"detached\":true,"
        + "\"expires_in_ms\":3600000,\"fence\":48213,\"lease_id\":\"L\",\"model\":\"m\","
        + "\"probe\":true,\"provider\":\"claude\",\"renew_after_ms\":1200000},\"pool_size\":3,"
        + "\"replayed\":true,\"waited_ms\":4}"

    @Test func `a lease has all that its answer says`() throws {
        let answer = try #require(SelectAnswer(Array(text.utf8)))
        let lease = HeldLease(answer, Wish(provider: "claude", model: "m"))
        let (id, account, fence) = (lease.id, lease.accountID, lease.fence)
        #expect((id, account, fence) == ("L", "claude-a", 48213))
        let headers = lease.headers
        #expect(headers.map(\.name) == ["authorization", "x-a"])
        let (url, generation, size) = (lease.baseURL, lease.generation, lease.poolSize)
        #expect((url, generation, size) == ("https://x", 7, 3))
        let (isDetached, isProbe, waited) = (lease.isDetached, lease.isProbe, lease.waited)
        #expect((isDetached, isProbe, waited) == (true, true, .milliseconds(4)))
        let times = lease.times
        #expect(times == LeaseTimes(expiresIn: .seconds(3600), renewAfter: .seconds(1200)))
    }

    @Test func `the lease alone is found too`() {
        #expect(SelectAnswer.leaseID(in: Array(text.utf8)) == "L")
        #expect(SelectAnswer.leaseID(in: Array("{}".utf8)) == nil)
    }

    @Test func `an answer with one member wrong is none, and no change of a byte crashes`() {
        for (right, wrong) in [
            ("\"L\"", "7"), ("\"claude-a\"", "null"), ("\"pool_size\":3", "\"pool_size\":0"),
            ("\"Bearer s\"", "1"), ("\"replayed\":true", "\"replayed\":1"), ("48213", "\"a\""),
        ] {
            let changed = text.replacing(right, with: wrong)
            #expect(changed != text)
            #expect(SelectAnswer(Array(changed.utf8)) == nil, "\(wrong)")
        }
        var random = SeededRandom(seed: 3)
        for _ in 0..<2_000 {
            var bytes = Array(text.utf8)
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
            _ = SelectAnswer(bytes)
        }
    }
}
