import Testing
import Wire

struct SelectRequestDigestTests {
    private func digest(_ params: String) throws -> UInt64 {
        let bytes = Array(params.utf8)
        return try SelectRequest(bytes, in: 0..<bytes.count).digest
    }

    /// Requests that ask for different things, each in one more way than others.
    private static let different = [
        #"{"provider":"p"}"#, #"{"provider":"q"}"#, #"{"provider":"p","model":"m"}"#,
        #"{"provider":"pm"}"#, #"{"provider":"p","session":"m"}"#,
        #"{"provider":"p","account":"m"}"#, #"{"provider":"p","exclude":["m"]}"#,
        #"{"provider":"p","exclude":["m","m"]}"#, #"{"provider":"p","exclude":["mm"]}"#,
        #"{"provider":"p","retry_of":"AAAAAAAAAAAAAAAAAAAAAA"}"#,
        #"{"provider":"p","retry_of":"AAAAAAAAAAAAAAAAAAAAAQ"}"#,
        #"{"provider":"p","retry_of":"no lease"}"#, #"{"provider":"p","wait_ms":1}"#,
        #"{"provider":"p","ttl_ms":1000}"#, #"{"provider":"p","ttl_ms":1001}"#,
        #"{"provider":"p","detached":true}"#, #"{"provider":"p","internal":true}"#,
        #"{"provider":"p","detached":true,"internal":true}"#, #"{"provider":"p","attempt":2}"#,
        #"{"provider":"p","have_credential":{"a":1}}"#,
        #"{"provider":"p","have_credential":{"a":2}}"#,
        #"{"provider":"p","have_credential":{"a":1,"b":1}}"#,
    ]

    @Test func `requests that ask for different things have different digests`() throws {
        let digests = try Self.different.map(digest)
        #expect(Set(digests).count == digests.count)
    }

    @Test func `neither spelling, nor order, nor how long the caller listens makes a difference`()
        throws
    {
        let same = [
            #"{"provider":"p","model":"m","have_credential":{"a":1,"b":2}}"#,
            #"{"have_credential":{"b":2,"a":1},"model":"\u006d","provider":"p","attempt":1}"#,
            #"{"provider":"p","model":"m","have_credential":{"a":1,"b":2},"later":[1]}"#,
            #"{"provider":"p","model":"m","have_credential":{"a":1,"b":2},"ctx":{"timeout_ms":7}}"#,
        ]
        #expect(Set(try same.map(digest)).count == 1)
    }

    @Test func `the digest of a request is the same for ever`() throws {
        // It is kept beyond the daemon's life: another one would call each repeated key misused.
        #expect(try digest(#"{"provider":"p"}"#) == digest(#"{"provider":"p","wait_ms":0}"#))
        #expect(try digest(#"{"provider":"claude","model":"m"}"#) == 0x65EE_CE5D_579D_7E15)
    }
}
