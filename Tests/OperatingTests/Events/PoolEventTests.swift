import Operating
import Testing

struct PoolEventTests {
    @Test func `members of a later version change nothing but the event as it came`() throws {
        let events = try Happenings.read(
            Happenings.event(1, "draining"), Happenings.event(1, "draining", "'x':[1]"))
        let lines = events.map { EventLine(console: Terminal().console()).lines($0) }
        #expect(lines[0] == lines[1])
        #expect(events[0] != events[1])
    }

    @Test(arguments: ["{}", "{'events':[]}", "{'last_seq':1}", "{'events':1,'last_seq':1}"])
    func `a page has events and the number of the newest`(result: String) {
        #expect(throws: CommandFault.self) { try EventPage(Array(quoted(result).utf8)) }
    }
}
