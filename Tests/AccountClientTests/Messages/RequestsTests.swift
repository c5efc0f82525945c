import AccountClient
import Testing
import Wire

struct RequestsTests {
    private func text(_ request: Request) -> String {
        String(decoding: request.params, as: UTF8.self)
    }

    @Test func `requests are what the daemon reads`() throws {
        let release = Request.release("L")
        #expect(text(release) == "{\"ctx\":{\"timeout_ms\":10000},\"lease_id\":\"L\"}")
        #expect(release.endedLease == "L")
        #expect(release.method == .release)
        #expect(
            text(.renew("L", timeToLive: .seconds(5), timeout: .seconds(1)))
                == "{\"ctx\":{\"timeout_ms\":1000},\"lease_id\":\"L\",\"ttl_ms\":5000}")
        #expect(
            text(.summary(provider: "p", model: "m", timeout: .seconds(1)))
                == "{\"ctx\":{\"timeout_ms\":1000},\"model\":\"m\",\"provider\":\"p\"}")
        #expect(text(.health(timeout: .seconds(1))) == "{\"ctx\":{\"timeout_ms\":1000}}")
        let hello = Request.hello(name: "n", version: "v", instance: "0123456789abcdef")
        let read = try HelloRequest(hello, in: 0..<hello.count)
        #expect((read.version, read.clientName, read.clientVersion) == ("1", "n", "v"))
        #expect(read.instanceID == "0123456789abcdef")
        let other = Request.hello(name: "n", version: "v")
        #expect(try HelloRequest(other, in: 0..<other.count).instanceID == nil)
    }

    @Test func `a question about a Select carries its parameters and one account's page`() throws {
        var wish = Wish(provider: "p", model: "m")
        wish.session = "s"
        wish.excluded = ["b"]
        let request = Request.explain(
            wish, listing: AccountPage(of: "--"), timeout: .seconds(1), expiry: 7)
        #expect(
            text(request) == "{\"after\":\"-\",\"ctx\":{\"timeout_ms\":1000},\"exclude\":[\"b\"],"
                + "\"limit\":1,\"model\":\"m\",\"provider\":\"p\",\"session\":\"s\"}")
        #expect(request.expiry == 7)
        let read = try ExplainRequest(request.params, in: 0..<request.params.count)
        #expect((read.after, read.limit) == ("-", 1))
        guard case .select(let select) = read.subject else {
            Issue.record("no Select")
            return
        }
        #expect((select.provider, select.model, select.session) == ("p", "m", "s"))
        #expect(select.excluded == ["b"])
    }

    @Test func `a timeout is one that the protocol allows`() {
        #expect(text(.health(timeout: .zero)) == "{\"ctx\":{\"timeout_ms\":1}}")
        #expect(text(.health(timeout: .seconds(9_999))) == "{\"ctx\":{\"timeout_ms\":300000}}")
        #expect(Request.health(timeout: .seconds(2)).timeout == 2_000_000_000)
    }

    @Test func `a Select that waits listens five seconds longer`() throws {
        var wish = Wish(provider: "claude")
        wish.wait = .seconds(30)
        let request = Request.select(wish, key: "0123456789abcdef", timeout: .seconds(10))
        #expect(request.timeout == 35_000_000_000)
    }
}
