import JSON
import Testing
import Wire

struct ErrorReplyTests {
    private func text(_ reply: ErrorReply, id: RequestID? = .integer(1)) -> String {
        var output: [UInt8] = []
        Reply.append(reply, to: id, to: &output)
        return Bytes.texts(output).first ?? ""
    }

    @Test func `a refusal has its field, and its bytes are canonical`() {
        #expect(
            text(ErrorReply(.badField, field: "wait_ms"))
                == #"{"error":{"code":-32602,"data":{"field":"wait_ms","reason":"BAD_FIELD","#
                + #""retryable":false,"status":"INVALID_ARGUMENT"},"#
                + #""message":"a parameter has the wrong type or form"},"id":1,"jsonrpc":"2.0"}"#)
    }

    @Test func `the accounts stand in the order of their states' names`() {
        let blocked = ErrorReply.Blocked(
            counts: [("quota", 1), ("at_capacity", 2)], total: 3, waited: 4)
        let reply = ErrorReply(.noEligibleAccount, blocked: blocked, retryAfter: 5)
        #expect(
            text(reply).contains(
                #""data":{"blocked":{"at_capacity":2,"quota":1},"reason":"NO_ELIGIBLE_ACCOUNT","#
                    + #""retry_after_ms":5,"retryable":true,"status":"RESOURCE_EXHAUSTED","#
                    + #""total":3,"waited_ms":4}"#))
    }

    @Test(arguments: ErrorReason.allCases)
    func `every refusal is canonical JSON and has an id unless it can have none`(
        _ reason: ErrorReason
    ) throws {
        let text = text(ErrorReply(reason))
        let value = try JSONValue.parse(Array(text.utf8))
        #expect(String(decoding: value.encoded(), as: UTF8.self) == text)
        #expect(value["id"]?.isNull == reason.hasNoID)
    }

    @Test func `the mistakes of an inventory are told, but no more than fit a frame`() throws {
        let long = String(repeating: "\u{1}", count: 5000)
        let lines = ["i.json:1: x"] + Array(repeating: long, count: 5000)
        var output: [UInt8] = []
        Reply.append(ErrorReply(.badInventory, problems: lines), to: .integer(1), to: &output)
        #expect(output.count < WireLimits.responseBytes)
        let value = try JSONValue.parse(Array(output.dropFirst(4)))
        #expect(value.encoded() == Array(output.dropFirst(4)))
        let told = try #require(value["error"]?["data"]?["problems"]?.array)
        #expect(told.count == 100)
        #expect(told.first?.string == "i.json:1: x")
        #expect(told.last?.string?.unicodeScalars.count == 256)
    }
}
