import Proxying
import Secrets
import Testing

struct ClientKeysTests {
    private let one = "0123456789abcdef"
    private let other = "fedcba9876543210fedcba"

    private func keys() throws -> ClientKeys {
        try ClientKeys(Array("# for the team\n\(one)\r\n\n  \(other) \n".utf8))
    }

    @Test func `a key is known, and no text that is one letter away from it`() throws {
        let keys = try keys()
        for key in [one, other] {
            #expect(keys.contains(Secret(key)))
            for index in key.utf8.indices {
                var changed = Array(key.utf8)
                changed[key.utf8.distance(from: key.utf8.startIndex, to: index)] ^= 1
                #expect(!keys.contains(Secret(String(decoding: changed, as: UTF8.self))))
            }
            #expect(!keys.contains(Secret(String(key.dropLast()))))
            #expect(!keys.contains(Secret(key + key)))
        }
        #expect(!keys.contains(Secret("")))
        #expect(!keys.contains(Secret("# for the team")))
    }

    @Test func `each way of showing a key counts`() throws {
        let keys = try keys()
        for field in ["x-api-key: ", "API-Key: ", "x-goog-api-key: ", "Authorization: bearer "] {
            #expect(keys.admit(try Heads.request("/", [field + one])), "\(field)")
            #expect(!keys.admit(try Heads.request("/", [field + one + "x"])), "\(field)")
        }
        #expect(keys.admit(try Heads.request("/a?alt=sse&key=\(one)")))
        #expect(!keys.admit(try Heads.request("/a?monkey=\(one)")))
        #expect(!keys.admit(try Heads.request("/", ["Authorization: Basic \(one)"])))
        #expect(!keys.admit(try Heads.request("/")))
    }

    @Test(arguments: ["", "\n# nothing\n", "short", "with a blank in the middle"])
    func `a file without keys, or with one that is none, is refused`(text: String) {
        #expect(throws: ClientKeys.Fault.self) { try ClientKeys(Array(text.utf8)) }
    }
}
