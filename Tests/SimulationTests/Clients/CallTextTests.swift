import JSON
import Simulation
import Testing

struct CallTextTests {
    private func text(_ content: Call.Content) -> JSONValue? {
        let bytes = Call(id: 7, content).bytes
        #expect(Int(bytes[2]) << 8 | Int(bytes[3]) == bytes.count - 4)
        return try? JSONValue.parse(Array(bytes.dropFirst(4)))
    }

    @Test func `a Select says what its wish says`() {
        var wish = SelectWish(provider: "p")
        wish.model = "m"
        wish.excluded = ["a"]
        wish.wait = 5
        wish.key = "0123456789abcdef"
        wish.isDetached = true
        let call = text(.select(wish))
        #expect(call?["id"]?.integer == 7)
        #expect(call?["method"]?.string == "Select")
        #expect(call?["params"]?["model"]?.string == "m")
        #expect(call?["params"]?["exclude"]?.array?.count == 1)
        #expect(call?["params"]?["wait_ms"]?.integer == 5)
        #expect(call?["params"]?["detached"]?.boolean == true)
        #expect(call?["params"]?["ctx"]?["idempotency_key"]?.string == wish.key)
    }

    @Test func `a report carries what the upstream answered`() {
        var telling = Call.Telling(
            lease: "l", answer: UpstreamAnswer(429, "slow", ["retry-after": "3"]))
        telling.releases = true
        let params = text(.report(telling))?["params"]
        #expect(params?["status"]?.integer == 429)
        #expect(params?["headers"]?["retry-after"]?.string == "3")
        #expect(params?["release"]?.boolean == true)
        #expect(params?["streamed"] == nil)
    }
}
