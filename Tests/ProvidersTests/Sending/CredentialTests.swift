import Providers
import Secrets
import Testing

@Suite struct CredentialTests {
    @Test(arguments: ["", " ", "a b", "a\n", "a\r\nx-evil: 1", "é", "\u{7F}"])
    func `a secret that no header can carry is refused, and not repeated`(secret: String) {
        #expect(throws: CredentialFault.secret) {
            try Credential(kind: .apiKey, secret: Secret(secret))
        }
        #expect(throws: CredentialFault.refreshToken) {
            try Credential(kind: .oauth, secret: Secret("a"), refreshToken: Secret(secret))
        }
        #expect(throws: CredentialFault.accountID) {
            try Credential(kind: .oauth, secret: Secret("a"), accountID: secret)
        }
        #expect(throws: CredentialFault.projectID) {
            try Credential(kind: .oauth, secret: Secret("a"), projectID: secret)
        }
    }

    @Test func `tokens of every known form are taken`() throws {
        for secret in ["sk-ant-oat01-x_y", "tid=1;exp=2;sku=x:mac", "ya29.a0/b+c=="] {
            #expect(try Credential(kind: .oauth, secret: Secret(secret)).secret == Secret(secret))
        }
    }

    @Test func `names and values are those of HTTP`() {
        #expect(HeaderSyntax.isName("x-api-key"))
        #expect(!HeaderSyntax.isName("x api"))
        #expect(!HeaderSyntax.isName("x:y"))
        #expect(!HeaderSyntax.isName(""))
        #expect(HeaderSyntax.isValue("a b"))
        #expect(HeaderSyntax.isValue(""))
        #expect(!HeaderSyntax.isValue("a\r\nb"))
        #expect(!HeaderSyntax.isValue(" a"))
        #expect(!HeaderSyntax.isValue("a\t"))
    }
}
