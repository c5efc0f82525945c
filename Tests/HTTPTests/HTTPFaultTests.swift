import HTTP
import Testing

struct HTTPFaultTests {
    @Test func `every fault has a status of the client or of what is not implemented`() {
        let statuses = Set(HTTPFault.allCases.map(\.status))
        #expect(statuses == [400, 413, 414, 431, 501, 505])
        #expect(HTTPFault.headTooLarge.status == 431)
        #expect(HTTPFault.startLineTooLong.status == 414)
        #expect(HTTPFault.unsupportedVersion.status == 505)
    }

    @Test func `every fault has a sentence of its own, which can stand in a field`() throws {
        let sentences = HTTPFault.allCases.map(\.sentence)
        #expect(Set(sentences).count == sentences.count)
        for sentence in sentences { _ = try Fields([("X", sentence)]) }
    }
}
