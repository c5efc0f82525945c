import HTTP
import Proxying
import Testing

struct SessionDelegateTests {
    @Test(arguments: [
        (response(200, [:], "hello"), "200 hello end"),
        (response(200, [:], ""), "200 end"),
        ("HTTP/1.1 204 No Content\r\n\r\n", "204 end"),
        (response(302, ["Location": "/elsewhere"], "moved"), "302 moved end"),
        (response(401, ["WWW-Authenticate": "Bearer realm=x"], "no"), "401 no end"),
        (response(401, ["WWW-Authenticate": "Basic realm=\"x\""], "no"), "401 no end"),
        (response(407, ["Proxy-Authenticate": "Basic realm=\"x\""], "no"), "407 no end"),
        (streamHead + chunk("a") + "0\r\n\r\n", "200 a end"),
        ("", "closed"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "200 closed"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "200 abc closed"),
        (streamHead + chunk("abc"), "200 abc closed"),
        ("no answer at all\r\n\r\n", "closed"),
    ])
    func `what came is told, and why it ended`(sent: String, expected: String) async throws {
        let steps: [ScriptedUpstream.Step] = sent.isEmpty ? [.close] : [.send(sent), .close]
        #expect(told(try await events(of: steps)) == expected)
    }
}
