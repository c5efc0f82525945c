import Testing
import Wire

struct ExplainRequestTests {
    @Test func `it takes what a Select takes`() throws {
        let request = try Params.read(
            #"{"provider":"p","model":"m","exclude":["a"],"after":"b","limit":3}"#,
            ExplainRequest.init)
        guard case .select(let select) = request.subject else {
            Issue.record("a Select is not asked about")
            return
        }
        #expect(select.provider == "p" && select.model == "m" && select.excluded == ["a"])
        #expect(request.after == "b" && request.limit == 3)
    }

    @Test func `or it names a lease, and then nothing else is needed`() throws {
        let request = try Params.read(
            #"{"lease_id":"8P2Frg7_Do9pOUSMobAAAA"}"#, ExplainRequest.init)
        let name = LeaseName(Array("8P2Frg7_Do9pOUSMobAAAA".utf8)[...])
        #expect(request.subject == .lease(name))
        let unknown = try Params.read(#"{"lease_id":"short"}"#, ExplainRequest.init)
        #expect(unknown.subject == .lease(nil))
    }

    @Test func `without either a provider is missing`() {
        let fault = Params.fault("{}", ExplainRequest.init)
        #expect(fault == ParameterFault(.missingField, "provider"))
        #expect(throws: ParameterFault(.missingField, "provider")) {
            _ = try ExplainRequest([], in: nil)
        }
    }

    @Test func `a page has 1 to 10,000 accounts`() {
        for limit in [0, 10_001] {
            let fault = Params.fault(
                #"{"provider":"p","limit":\#(limit)}"#, ExplainRequest.init)
            #expect(fault == ParameterFault(.integerOutOfRange, "limit"))
        }
    }
}
