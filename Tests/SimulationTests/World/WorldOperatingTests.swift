import Simulation
import Testing

struct WorldOperatingTests {
    @Test(arguments: [
        #""enabled":false"#, #""enabled":true"#, #""draining":"#, #""max_in_flight":"#,
        #""priority":"#, #"ClearBlocks {"account_id":"#, #","model":"#,
        #"RevokeLease {"account_id":"#, #"RevokeLease {"lease_id":"#,
    ])
    func `an operator does all that changes an account or a lease`(words: String) {
        #expect(ToldHistories.tell(of: words))
    }

    @Test func `holders are told of what an operator takes back`() {
        #expect(ToldHistories.tell(of: #""reason":"OPERATOR""#))
        #expect(ToldHistories.tell(of: #""reason":"ACCOUNT_DISABLED""#))
    }
}
