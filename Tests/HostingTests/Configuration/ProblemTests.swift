import Hosting
import JSON
import Testing

struct ProblemTests {
    private func problem(_ fill: (inout ProblemList) -> Void) throws -> String {
        var list = ProblemList()
        list.open("a.json", LineIndex(Array("{\n\"x\": 1\n}".utf8)))
        fill(&list)
        return try #require(list.sorted.first).description
    }

    @Test func `a mistake is told as file, line, field and message`() throws {
        #expect(try problem { $0.add(at: 7, "x.y", "is odd") } == "a.json:2: x.y: is odd")
    }

    @Test func `without a field there is no empty place for one`() throws {
        #expect(try problem { $0.add(at: 0, "", "is odd") } == "a.json:1: is odd")
    }

    @Test func `a fault of the text has a column`() throws {
        #expect(try problem { $0.add(syntaxAt: 7, "is odd") } == "a.json:2:6: is odd")
    }

    @Test func `a file's fault has no line`() throws {
        #expect(try problem { $0.add(file: "b.json", "is odd") } == "b.json: is odd")
    }
}
