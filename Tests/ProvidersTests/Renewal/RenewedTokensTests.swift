import Leasing
import Providers
import Secrets
import Testing

@Suite struct RenewedTokensTests {
    private func tokens(_ body: String, sentAt: UnixTime = august) -> RenewedTokens? {
        guard let provider = Provider.named("codex"),
            case .renewed(let tokens) = provider.renewalOutcome(
                of: Evidence(status: 200, body: Array(body.utf8)), sentAt: sentAt, now: august)
        else { return nil }
        return tokens
    }

    @Test func `a rotated token replaces the old one, none keeps it`() {
        #expect(tokens(#"{"access_token":"a","refresh_token":"b"}"#)?.refreshToken == Secret("b"))
        #expect(tokens(#"{"access_token":"a"}"#)?.refreshToken == nil)
        #expect(tokens(#"{"access_token":"a","refresh_token":""}"#)?.refreshToken == nil)
        #expect(tokens(#"{"access_token":"a","refresh_token":null}"#)?.refreshToken == nil)
    }

    @Test func `a life counts from when the request was sent`() {
        let early = august + .seconds(-30)
        let found = tokens(#"{"access_token":"a","expires_in":3600}"#, sentAt: early)
        #expect(found?.expiresAt == august + .seconds(3570))
    }

    @Test func `the token's own expiry goes before the number beside it`() {
        let signed = token(#"{"exp":1785546000}"#)
        let found = tokens(#"{"access_token":"\#(signed)","expires_in":864000}"#)
        #expect(found?.expiresAt == august + .hours(1))
    }

    @Test func `an expiry that is none is not known`() {
        for life in ["0", "-5", "1e300", "true", "null", "\"soon\"", "999999999999"] {
            let found = tokens(#"{"access_token":"a","expires_in":\#(life)}"#)
            #expect(found != nil)
            #expect(found?.expiresAt == nil, "\(life)")
        }
    }

    @Test func `Copilot's exchange has names of its own`() {
        let found = tokens(
            #"{"token":"tid=1;exp=2:mac","expires_at":1785544200,"refresh_in":1500}"#)
        #expect(found?.accessToken == Secret("tid=1;exp=2:mac"))
        #expect(found?.expiresAt == august + .minutes(30))
        #expect(found?.renewAt == august + .minutes(25))
    }

    @Test func `account and plan are taken as hints`() {
        let identity = token(
            #"{"https://api.openai.com/auth":{"chatgpt_account_id":"acc","#
                + #""chatgpt_plan_type":"pro"}}"#
        )
        let found = tokens(#"{"access_token":"a","id_token":"\#(identity)"}"#)
        #expect(found?.accountID == "acc")
        #expect(found?.plan == "pro")
        #expect(tokens(#"{"access_token":"a","account":{"uuid":"u-1"}}"#)?.accountID == "u-1")
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"access_token":""}"#, #"{"access_token":5}"#, #"{"access_token":"a b"}"#,
        #"{"access_token":"a\u0000"}"#,
    ])
    func `an answer without a token that could be sent is none`(body: String) {
        #expect(tokens(body) == nil)
    }
}
