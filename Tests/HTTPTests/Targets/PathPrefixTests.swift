import HTTP
import Testing

struct PathPrefixTests {
    @Test func `a slash at the end says nothing`() {
        #expect(PathPrefix("/a") == PathPrefix("/a/"))
        #expect(PathPrefix("/a") != PathPrefix("/b"))
        #expect(PathPrefix("/a/b/")?.description == "/a/b")
        #expect(PathPrefix("/")?.description == "/")
    }

    @Test(arguments: [
        "", "a", "a/", "//", "/a//b", "//a", "/a//", "/a?b", "/a b", "/..", "/a/./b", "/%61", "/é",
        "/a#b", "http://a/b",
    ])
    func `what no path could begin with is no prefix`(text: String) {
        #expect(PathPrefix(text) == nil)
    }
}
