import HTTP
import Proxying
import Testing

struct RouteTests {
    private let route: Route

    init() throws {
        route = Route(
            prefix: try PathPrefix("/claude").required(), provider: "claude",
            upstream: "https://a.example/base/")
    }

    @Test(arguments: [
        ("/claude/v1/messages?beta=1", "https://a.example/base/v1/messages?beta=1"),
        ("/claude", "https://a.example/base"),
        ("/claude?x=1", "https://a.example/base?x=1"),
        ("/claude//two", "https://a.example/base//two"),
        ("/claude/a%2Fb?key=secret&alt=sse", "https://a.example/base/a%2Fb?alt=sse"),
        ("/claude/a?key=secret", "https://a.example/base/a"),
    ])
    func `the prefix is cut and the rest appended`(target: String, url: String) throws {
        #expect(route.url(of: try Heads.target(target), baseURL: nil) == url)
    }

    @Test func `an account's own address wins`() throws {
        let url = route.url(of: try Heads.target("/claude/v1"), baseURL: "http://b.example/")
        #expect(url == "http://b.example/v1")
        let only = Route(
            prefix: try PathPrefix("/claude").required(), provider: "claude", upstream: "http://a",
            isOnlyUpstream: true)
        let target = try Heads.target("/claude/v1")
        #expect(only.url(of: target, baseURL: "http://b.example/") == "http://a/v1")
    }

    @Test func `the longest prefix is the route, whatever the order`() throws {
        let other = Route(
            prefix: try PathPrefix("/claude/eu").required(), provider: "claude",
            upstream: "https://eu.example")
        for table in [RouteTable([route, other]), RouteTable([other, route])] {
            #expect(table.route(of: try Heads.target("/claude/eu/v1")) == other)
            #expect(table.route(of: try Heads.target("/claude/europe")) == route)
            #expect(table.route(of: try Heads.target("/claudex")) == nil)
        }
    }

    @Test func `a provider has its dialect unless the route says another`() throws {
        #expect(route.dialect == .anthropic)
        let other = Route(
            prefix: try PathPrefix("/x").required(), provider: "claude", upstream: "http://x",
            dialect: .openai)
        #expect(other.dialect == .openai)
    }
}
