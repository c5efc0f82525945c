import HTTP
import Proxying
import Testing

struct RequestedModelTests {
    @Test(arguments: [
        ("{\"model\":\"m\"}", "m"),
        (" { \"a\" : [ { \"model\" : \"no\" } ] , \"model\" : \"m\" }", "m"),
        ("{\"model\":\"a\",\"model\":\"b\"}", "b"), ("{\"x\":\"model\",\"y\":1}", nil),
        ("{\"model\":7}", nil), ("[\"model\"]", nil), ("", nil), ("{\"model\":\"cut", nil),
        ("{\"a\":\"\\\"model\\\":\\\"no\\\"\",\"model\":\"m\\u0061\"}", "ma"),
        ("{\"model\":\"a\",\"model\":null}", nil), ("no json", nil),
    ])
    func `the model is the member of the outer object`(text: String, model: String?) {
        #expect(RequestedModel.name(in: Array(text.utf8)) == model)
    }

    @Test func `a body that nests deeper than a strict reader allows has its model`() {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        #expect(RequestedModel.name(in: Array("{\"a\":\(deep),\"model\":\"m\"}".utf8)) == "m")
    }

    @Test func `any cut of a body is survived`() {
        let text = Array("{\"a\":{\"b\":\"\\\\\"},\"model\":\"m\\n\"}".utf8)
        for end in text.indices {
            #expect(RequestedModel.name(in: Array(text[..<end])) == nil || end > 20)
        }
    }

    @Test(arguments: [
        ("/v1beta/models/gemini-2.5-pro:streamGenerateContent", "gemini-2.5-pro"),
        ("/v1/models/gpt-5", "gpt-5"), ("/v1/models/a/b", "a"), ("/v1/models/", nil),
        ("/v1/models/a%2Fb", nil), ("/v1/messages", nil),
    ])
    func `else the path names it`(path: String, model: String?) throws {
        #expect(RequestedModel.name(in: [], try Heads.target(path)) == model)
        let body = Array("{\"model\":\"m\"}".utf8)
        #expect(RequestedModel.name(in: body, try Heads.target(path)) == "m")
    }

    @Test func `a name that the daemon would refuse is none`() throws {
        let body = Array("{\"model\":\"\(String(repeating: "x", count: 129))\"}".utf8)
        #expect(RequestedModel.name(in: body, try Heads.target("/")) == nil)
    }
}
