import HTTP
import Testing

struct PersistenceTests {
    @Test(arguments: [
        ("HTTP/1.1", nil, true), ("HTTP/1.1", "close", false), ("HTTP/1.1", "x, CLOSE", false),
        ("HTTP/1.1", "keep-alive", true), ("HTTP/1.1", "keep-alive, close", false),
        ("HTTP/1.1", "closed", true), ("HTTP/1.0", nil, false), ("HTTP/1.0", "close", false),
        ("HTTP/1.0", "Keep-Alive", true), ("HTTP/1.0", "keep-alive, close", false),
    ])
    func `a connection goes on as RFC 9112, section 9.3, says`(
        version: String, connection: String?, goesOn: Bool
    ) throws {
        let line = "Connection: \(connection ?? "x")"
        let head = try Requests.head("GET / \(version)", "Host: a", line)
        #expect(head.keepsAlive == goesOn)
    }
}
