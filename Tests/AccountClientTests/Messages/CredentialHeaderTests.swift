import AccountClient
import Testing

struct CredentialHeaderTests {
    private let header = CredentialHeader(name: "x-api-key", value: "a-key-of-nobody's")

    @Test func `the value comes out when it is asked for`() {
        #expect(header.reveal() == "a-key-of-nobody's")
        #expect(header == CredentialHeader(name: "x-api-key", value: "a-key-of-nobody's"))
        #expect(header != CredentialHeader(name: "x-api-key", value: "a-key-of-nobodyXs"))
        #expect(header != CredentialHeader(name: "api-key", value: "a-key-of-nobody's"))
    }

    @Test func `what is printed has the name alone`() {
        var dumped = ""
        dump([header], to: &dumped)
        for text in ["\(header)", String(reflecting: [header]), dumped] {
            #expect(text.contains("x-api-key"))
            #expect(!text.contains("a-key"))
            #expect(!text.contains("nobody"))
        }
    }
}
