import HTTP
import Testing

struct ReasonPhraseTests {
    @Test(arguments: [
        (200, "OK"), (429, "Too Many Requests"), (431, "Request Header Fields Too Large"),
        (599, ""),
    ])
    func `a status has its phrase or none`(status: Int, phrase: String) throws {
        var writer = ResponseWriter()
        var output: [UInt8] = []
        try writer.append(ResponseHead(status: status), content: .length(0), to: &output)
        #expect(
            String(decoding: output, as: UTF8.self).hasPrefix("HTTP/1.1 \(status) \(phrase)\r\n"))
    }

    @Test(arguments: HTTPFault.allCases)
    func `every status that a fault asks for has a phrase`(fault: HTTPFault) throws {
        var writer = ResponseWriter()
        var output: [UInt8] = []
        try writer.append(ResponseHead(status: fault.status), content: .length(0), to: &output)
        #expect(!String(decoding: output, as: UTF8.self).contains("\(fault.status) \r\n"))
    }
}
