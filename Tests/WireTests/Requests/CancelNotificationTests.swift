import Testing
import Wire

struct CancelNotificationTests {
    private func id(_ params: String) throws -> RequestID? {
        let bytes = Array(#"{"jsonrpc":"2.0","method":"$/cancel","params":\#(params)}"#.utf8)
        return CancelNotification.id(bytes, try Envelope.read(bytes, in: 0..<bytes.count))
    }

    @Test func `it names the request that is taken back`() throws {
        #expect(try id(#"{"id":7}"#) == .integer(7))
        #expect(try id(#"{"x":[1],"id":"a"}"#) == .text("a"))
    }

    @Test(arguments: ["{}", "[7]", "null", #"{"id":1.5}"#, #"{"id":null}"#, "7"])
    func `one that says nothing clear names none`(_ params: String) throws {
        #expect(try id(params) == nil)
    }
}
