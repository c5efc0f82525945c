import HTTP
import Seeding
import Testing

struct RequestTargetTests {
    private func target(_ text: String) throws(HTTPFault) -> RequestTarget {
        try Requests.head(for: text).target
    }

    private func rest(_ text: String, behind prefix: String) throws -> String? {
        let prefix = try #require(PathPrefix(prefix))
        return try target(text).remainder(behind: prefix)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `the origin-form is kept byte for byte`() throws {
        for text in ["/", "//", "/a//b/", "/a?b=c&d", "/a?", "/a%2Fb%c3%A9", "/a?b?/c", "/a:b@c"] {
            #expect(try String(decoding: target(text).bytes, as: UTF8.self) == text)
        }
        #expect(try target("/a%2fb?c=d?e").path == "/a%2fb")
        #expect(try target("/a%2fb?c=d?e").query == "c=d?e")
        #expect(try target("/a?").query == "")
        #expect(try target("/a").query == nil)
    }

    @Test(arguments: [
        ("http://a", "a", "/"), ("HTTPS://a.b:8080/c?d", "a.b:8080", "/c?d"),
        ("http://a?b", "a", "/?b"), ("http://[::1]:9/", "[::1]:9", "/"),
        ("http://a//b", "a", "//b"),
    ])
    func `the absolute-form has an authority`(text: String, authority: String, rest: String) throws
    {
        #expect(try target(text).authority == authority)
        #expect(try String(decoding: target(text).bytes, as: UTF8.self) == rest)
    }

    @Test(arguments: [
        "a", "*", "a:80", "?a", "http:/a", "http://", "http:///a", "http://:80/", "ftp://a/",
        "http://a b/", "http://u@a/", "http://u:p@a/", "http://a:b/", "http://a#b", "/a#b", "/a b",
        "/\u{e9}", "/a?\u{e9}", "/%", "/%4", "/%zz", "/a?%", "/a?b%1", "/a\\b", "/a|b", "/<a>",
        "/\"", "/a?[b]", "/^", "/{a}", "/`", "http://a\\@b/", "//a b",
    ])
    func `any other form is refused`(text: String) {
        #expect(Requests.fault("GET \(text) HTTP/1.1", "Host: a")?.status == 400)
    }

    @Test func `a prefix is cut at the end of a segment`() throws {
        #expect(try rest("/claude", behind: "/claude") == "")
        #expect(try rest("/claude/", behind: "/claude") == "/")
        #expect(try rest("/claude/v1/a?b=/c", behind: "/claude") == "/v1/a?b=/c")
        #expect(try rest("/claude?a", behind: "/claude") == "?a")
        #expect(try rest("/claude//v1", behind: "/claude") == "//v1")
        #expect(try rest("/claude/v1", behind: "/claude/") == "/v1")
        #expect(try rest("/a/b/c", behind: "/a/b") == "/c")
        #expect(try rest("/a?b", behind: "/") == "/a?b")
        #expect(try rest("http://h/claude/v1", behind: "/claude") == "/v1")
    }

    @Test func `a path that only resembles the prefix is not below it`() throws {
        for text in [
            "/claudex", "/claud", "/Claude", "/%63laude", "/claude%2Fv1", "/claude;v1", "//claude",
            "/claude%3fa", "/x/claude", "/?/claude", "/claude%00",
        ] {
            #expect(try rest(text, behind: "/claude") == nil, "\(text)")
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `the prefix and the rest are the whole`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let request = RandomRequest(using: &random)
        let target = try target(request.target)
        for cut in target.path.split(separator: "/", omittingEmptySubsequences: false).indices {
            let parts = target.path.split(separator: "/", omittingEmptySubsequences: false)
            guard let prefix = PathPrefix(parts[...cut].joined(separator: "/")) else { continue }
            let rest = try #require(target.remainder(behind: prefix))
            let root = prefix.description == "/" ? "" : prefix.description
            #expect(root + String(decoding: rest, as: UTF8.self) == request.target)
        }
    }
}
