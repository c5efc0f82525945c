import JSON
import Testing
import Wire

struct GoawayReasonTests {
    @Test func `the goaways and their messages are the specification's, both ways`() throws {
        let goaways = try #require(try SpecFile.read("errors.json")["goaways"]?.array)
        var messages: [String: String] = [:]
        for goaway in goaways {
            messages[try #require(goaway["reason"]?.string)] = goaway["message"]?.string
        }
        let served = GoawayReason.allCases.map { ($0.rawValue, $0.message) }
        #expect(messages == Dictionary(uniqueKeysWithValues: served))
    }

    @Test func `text without a header is told that a length prefix was expected`() {
        #expect(GoawayReason.notAFrame.message.contains("length prefix"))
    }
}
