import AccountClient
import JSON
import Kernel
import Testing

struct ClientErrorTests {
    private func refusal(_ code: Int, _ reason: String) throws -> Refusal {
        let text = "{\"code\":\(code),\"message\":\"m\",\"data\":{\"reason\":\"\(reason)\"}}"
        return try #require(Refusal(try JSONValue.parse(Array(text.utf8))))
    }

    @Test func `the errors of a connection are of few kinds for a caller`() throws {
        let away: [ConnectionError] = [
            .unreachable("/s", .noSuchFile), .closed("/s"), .lost("/s", .brokenPipe),
            .timedOut("/s"), .goneAway("/s", Goaway(reason: "DRAINING", message: "")),
            .unusablePath("", .empty), .refused(try refusal(14, "DRAINING")),
        ]
        for error in away {
            #expect(ClientError(error) == .unavailable(error.description))
            #expect(ClientError(error).isUnreachable)
            #expect(ClientError(error).description == error.description)
        }
        let user = CurrentProcess.user
        let forbidden = ConnectionError.notPermitted("/s", user: user)
        #expect(ClientError(forbidden) == .notPermitted(path: "/s", user: user))
        #expect(ClientError(forbidden).description == forbidden.description)
        #expect(ClientError(forbidden).isUnreachable)
    }

    @Test func `a daemon that was heard is not unreachable`() throws {
        let refused = ClientError(.refused(try refusal(5, "UNKNOWN_PROVIDER")))
        #expect(refused == .refused(try refusal(5, "UNKNOWN_PROVIDER")))
        let blocked = ClientError(.refused(try refusal(8, "NO_ELIGIBLE_ACCOUNT")))
        #expect(blocked == .allBlocked(AllBlocked(retryAfter: nil)))
        let violation = ClientError(.violation("/s", .unknownID))
        for error in [refused, blocked, violation, .cancelled, .closed] {
            #expect(!error.isUnreachable)
            #expect(!error.description.isEmpty)
        }
        #expect(ClientError(.requestTooLarge(bytes: 2, limit: 1)) == .requestTooLarge(limit: 1))
    }
}
