import Testing
import Wire

struct HelloRequestTests {
    private func fault(_ text: String) -> ParameterFault? { Params.fault(text, HelloRequest.init) }

    @Test func `a client says what it speaks and who it is`() throws {
        let request = try Params.read(
            #"{"protocol":"1","client":{"name":"n","version":"v","#
                + #""instance_id":"0123456789abcdef"}}"#,
            HelloRequest.init)
        #expect(request.version == "1")
        #expect(request.clientName == "n")
        #expect(request.clientVersion == "v")
        #expect(request.instanceID == "0123456789abcdef")
    }

    @Test func `what is missing is named by its path`() {
        #expect(fault(#"{"client":{"name":"n","version":"v"}}"#)?.field == "protocol")
        #expect(fault(#"{"protocol":"1"}"#)?.field == "client")
        #expect(fault(#"{"protocol":"1","client":{"version":"v"}}"#)?.field == "client.name")
        #expect(fault(#"{"protocol":"1","client":{"name":"n"}}"#)?.field == "client.version")
    }

    @Test func `a short name of an instance and a long name of a client are refused`() {
        let short = #"{"protocol":"1","client":{"name":"n","version":"v","instance_id":"s"}}"#
        #expect(fault(short) == ParameterFault(.badField, "client.instance_id"))
        let name = String(repeating: "n", count: 65)
        let long = #"{"protocol":"1","client":{"name":"\#(name)","version":"v"}}"#
        #expect(fault(long) == ParameterFault(.tooLong, "client.name"))
    }
}
