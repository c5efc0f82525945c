import Leasing
import Operating
import Testing

struct ScreenEventTests {
    private func watching(events: Int) -> Watching {
        let watching = Watching(.random(3, seed: 1))
        watching.pool.events = (0..<events).map { "\"kind\":\"event_\($0)\"" }
        watching.read()
        return watching
    }

    @Test func `the last events stand at the bottom, and no event twice`() {
        let watching = watching(events: 0)
        watching.pool.events = ["\"kind\":\"one\"", "\"kind\":\"two\""]
        watching.pass(.seconds(2))
        watching.pool.events.append("\"kind\":\"three\"")
        watching.pass(.seconds(2))
        watching.pass(.seconds(2))
        let lines = watching.lines()
        let title = lines.firstIndex { $0.contains("EVENTS") } ?? 0
        let words = lines[(title + 1)...].dropLast().map { $0.split(separator: " ").first ?? "" }
        #expect(words == ["one", "two", "three"])
    }

    @Test func `more events than an answer holds are asked for until all are told`() {
        let watching = watching(events: 1)
        watching.pass(.seconds(2))
        watching.pool.events += (0..<250).map { "\"kind\":\"later_\($0)\"" }
        _ = watching.takeAsked()
        watching.pass(.seconds(2))
        #expect(watching.takeAsked().filter { $0 == "Events" }.count == 3)
        #expect(watching.lines().contains { $0.contains("later 249") })
    }

    @Test(arguments: ["{}", "{\"events\":7}", "x"])
    func `an answer without events is none of the protocol's`(text: String) {
        #expect(ScreenEventPage(Array(text.utf8)) == nil)
    }

    @Test func `an event without a number or a kind is passed over`() throws {
        let text = "{\"events\":[{\"kind\":\"a\"},{\"seq\":1},{\"seq\":2,\"kind\":\"b\"}]}"
        let page = try #require(ScreenEventPage(Array(text.utf8)))
        #expect(page == ScreenEventPage(Array("{\"events\":[{\"seq\":2,\"kind\":\"b\"}]}".utf8)))
    }
}
