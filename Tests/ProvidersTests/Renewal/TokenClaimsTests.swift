import Leasing
import Providers
import Secrets
import Testing

@Suite struct TokenClaimsTests {
    @Test func `what a token says of itself is a hint`() throws {
        let claims = try #require(
            TokenClaims(
                Secret(
                    token(
                        #"""
                        {"exp":1785546000,"client_id":"app_1","https://api.openai.com/auth":
                         {"chatgpt_account_id":"acc-1","chatgpt_plan_type":"plus"}}
                        """#))))
        #expect(claims.expiresAt == august + .hours(1))
        #expect(claims.clientID == "app_1")
        #expect(claims.chatGPTAccount == "acc-1")
        #expect(claims.chatGPTPlan == "plus")
    }

    @Test func `a hint that no header could carry is none`() throws {
        let claims = try #require(TokenClaims(Secret(token(#"{"client_id":"a\r\nb","exp":"x"}"#))))
        #expect(claims.clientID == nil)
        #expect(claims.expiresAt == nil)
        #expect(claims.chatGPTAccount == nil)
    }

    @Test(arguments: ["", "opaque", "a.b", "a.b.c.d", "..", "e30.W10.x", "e30.!!.x", "e30.bm8.x"])
    func `an opaque token says nothing`(text: String) {
        #expect(TokenClaims(Secret(text)) == nil)
    }

    @Test func `a hostile token is not read`() {
        #expect(TokenClaims(Secret("a." + String(repeating: "A", count: 20_000) + ".c")) == nil)
    }
}
