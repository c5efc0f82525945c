import HTTP
import Testing

struct FieldsHopByHopTests {
    @Test func `what is for the next recipient goes and the rest stays in its order`() throws {
        var fields = try Fields([
            ("Accept", "1"), ("Connection", "close, X-One"), ("Keep-Alive", "5"),
            ("Proxy-Connection", "x"), ("TE", "trailers"), ("Trailer", "X-Sum"),
            ("Transfer-Encoding", "chunked"), ("x-one", "1"), ("X-Two", "2"), ("Upgrade", "h2c"),
            ("CONNECTION", " x-two ,"), ("Proxy-Authorization", "secret"), ("X-Three", "3"),
            ("Proxy-Authenticate", "x"), ("Content-Length", "3"),
        ])
        fields.removeHopByHop()
        #expect(fields.map(\.name) == ["Accept", "X-Three", "Content-Length"])
        let once = fields
        fields.removeHopByHop()
        #expect(fields == once)
    }

    @Test func `a name that Connection only resembles stays`() throws {
        var fields = try Fields([("Connection", "x-o, x one"), ("X-One", "1"), ("X", "2")])
        fields.removeHopByHop()
        #expect(fields.map(\.name) == ["X-One", "X"])
    }
}
