import Providers
import Secrets
import Testing

@Suite struct RequestFieldTests {
    @Test func `every field's value is kept from sight, whatever it holds`() throws {
        let credential = try Credential(kind: .oauth, secret: Secret("a"), projectID: "p")
        for provider in Provider.builtIn {
            let fields =
                provider.headers(for: credential)
                + (provider.usageRequest(for: credential)?.headers ?? [])
            #expect(!fields.isEmpty)
            for field in fields {
                #expect("\(field)" == #"RequestField(name: "\#(field.name)", value: Secret(…))"#)
            }
        }
    }
}
