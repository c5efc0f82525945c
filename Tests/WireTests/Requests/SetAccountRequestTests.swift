import Testing
import Wire

struct SetAccountRequestTests {
    @Test func `every parameter is read`() throws {
        let request = try Params.read(
            #"{"account_id":"a","enabled":false,"draining":true,"max_in_flight":3,"#
                + #""priority":0,"weight":9}"#,
            SetAccountRequest.init)
        #expect(request.account == "a")
        #expect(request.isEnabled == false)
        #expect(request.isDraining == true)
        #expect(request.maxInFlight == 3)
        #expect(request.priority == 0)
        #expect(request.weight == 9)
    }

    @Test func `what is absent or null stays as it is`() throws {
        let request = try Params.read(
            #"{"account_id":"a","enabled":null,"weight":null}"#, SetAccountRequest.init)
        #expect(request.isEnabled == nil && request.isDraining == nil)
        #expect(request.maxInFlight == nil && request.priority == nil && request.weight == nil)
    }

    @Test func `the account must be named`() throws {
        let missing = ParameterFault(.missingField, "account_id")
        #expect(Params.fault(#"{"enabled":true}"#, SetAccountRequest.init) == missing)
        #expect(throws: missing) { try SetAccountRequest([], in: nil) }
    }

    @Test(arguments: [
        ("max_in_flight", 0), ("max_in_flight", 4097), ("priority", -1), ("priority", 1_000_001),
        ("weight", 0), ("weight", 1001),
    ])
    func `a value that the inventory could not have is refused`(name: String, value: Int) {
        let fault = Params.fault(
            #"{"account_id":"a","\#(name)":\#(value)}"#, SetAccountRequest.init)
        #expect(fault == ParameterFault(.integerOutOfRange, name))
    }
}
