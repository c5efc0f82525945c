import Proxying
import Testing

struct QueryCredentialTests {
    @Test(arguments: [
        ("key=a", "", "a"), ("a=1&key=k&b=2", "a=1&b=2", "k"), ("access_token=t&&x", "&x", "t"),
        ("keys=a&monkey=b", "keys=a&monkey=b", nil), ("key", "", nil), ("", "", nil),
    ])
    func `a key is found and taken out`(query: String, rest: String, key: String?) {
        #expect(QueryCredential.removed(from: query) == rest)
        #expect(QueryCredential.value(in: query) == key)
    }
}
