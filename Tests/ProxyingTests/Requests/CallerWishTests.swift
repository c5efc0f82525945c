import AccountClient
import HTTP
import Proxying
import Testing

struct CallerWishTests {
    @Test func `model, session and mark become the wish`() throws {
        let head = try Heads.request("/x", ["session_id: s", "x-internal-pricing-sync: 1"])
        let wish = CallerWish.of(head, body: Array("{\"model\":\"m\"}".utf8), provider: "claude")
        var expected = Wish(provider: "claude", model: "m")
        expected.session = "s"
        expected.isInternal = true
        #expect(wish == expected)
    }

    @Test func `a request that shows nothing wants any account`() throws {
        let wish = CallerWish.of(try Heads.request("/x"), body: [], provider: "claude")
        #expect(wish == Wish(provider: "claude"))
    }
}
