import JSON
import Testing
import Wire

struct ErrorReasonTests {
    @Test func `each has a place of its own`() {
        #expect(ErrorReason.allCases.map(\.place) == Array(ErrorReason.allCases.indices))
    }

    @Test func `the errors are the specification's, and the other way round`() throws {
        let errors = try #require(try SpecFile.read("errors.json")["errors"]?.array)
        let names = try errors.map { try #require($0["reason"]?.string) }
        #expect(names.sorted() == ErrorReason.allCases.map(\.rawValue).sorted())
    }

    @Test func `code, status, retryable, message and lack of an id are the specification's`() throws
    {
        let errors = try #require(try SpecFile.read("errors.json")["errors"]?.array)
        for error in errors {
            let name = try #require(error["reason"]?.string)
            let reason = try #require(ErrorReason(rawValue: name))
            #expect(error["code"]?.integer == Int64(reason.code), "\(name)")
            #expect(error["status"]?.string == reason.status, "\(name)")
            #expect(error["retryable"]?.boolean == reason.isRetryable, "\(name)")
            #expect(error["null_id"]?.boolean == reason.hasNoID, "\(name)")
            #expect(error["message"]?.string == reason.message, "\(name)")
        }
    }
}
