import JSON
import Testing
import Wire

struct HelloReplyTests {
    @Test func `the daemon names itself, its life and its limits, in canonical JSON`() throws {
        var writer = JSONWriter()
        HelloReply(epoch: "e", resumedLeases: 2, serverVersion: "1.2", state: "SERVING")
            .write(&writer)
        let bytes = writer.take()
        let value = try JSONValue.parse(bytes)
        #expect(value.encoded() == bytes)
        #expect(value["protocol"]?.string == "1")
        #expect(value["server"]?["name"]?.string == "accountd")
        #expect(value["server"]?["version"]?.string == "1.2")
        #expect(value["resumed_leases"]?.integer == 2)
        #expect(value["limits"]?["max_request_bytes"]?.integer == 262_144)
    }
}
