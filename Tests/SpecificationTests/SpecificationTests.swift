import Foundation
import JSON
import Specification
import Testing

struct SpecificationTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../proto-spec/openrpc.json")

    @Test func `what is compiled in is the file`() throws {
        #expect(try Specification.openRPC == Array(Data(contentsOf: Self.file)))
    }

    @Test func `it is canonical JSON, so that it can stand in an answer as it is`() throws {
        #expect(try JSONValue.parse(Specification.openRPC).encoded() == Specification.openRPC)
    }
}
