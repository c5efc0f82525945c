import JSON
import Providers
import Testing

/// One line of what `classify` says.
func classified(_ text: String) throws -> JSONValue {
    try JSONValue.parse(Classification.lines(for: Array(text.utf8)))
}

@Suite struct ClassifiedCaseTests {
    private func category(_ fields: String) throws -> String? {
        try classified(#"{"now":1785542400,\#(fields)}"#)["category"]?.string
    }

    @Test func `what is left out has a default`() throws {
        #expect(try category(#""provider":"codex""#) == "transient")
        #expect(try category(#""provider":"codex","status":200"#) == "ok")
        #expect(
            try category(#""provider":"codex","status":200,"headers":null,"body":null"#) == "ok")
    }

    @Test func `a failure below HTTP has a name`() throws {
        #expect(try category(#""provider":"codex","error":"cancelled""#) == "client_cancelled")
        #expect(
            try category(#""provider":"codex","status":200,"error":"empty_response""#)
                == "empty_response")
    }

    @Test func `a body may be given as text or as what it is`() throws {
        let text = #""body":"{\"error\":{\"code\":\"context_length_exceeded\"}}""#
        let tree = #""body":{"error":{"code":"context_length_exceeded"}}"#
        for body in [text, tree] {
            #expect(try category(#""provider":"codex","status":500,\#(body)"#) == "client_error")
        }
    }

    @Test func `the kind of credential matters`() throws {
        let refused = #""provider":"claude","status":401"#
        #expect(try category(refused) == "auth_expired")
        #expect(try category(refused + #","credential":"api_key""#) == "auth_revoked")
        #expect(try category(#""provider":"openai","status":401"#) == "auth_revoked")
    }

    @Test func `header values may be numbers and lists`() throws {
        let line = try classified(
            #"{"provider":"generic","status":429,"now":1785542400,"#
                + #""headers":{"retry-after":30,"x":["a","b"]}}"#
        )
        #expect(line["basis"]?.string == "retry_after")
    }

    @Test func `a case may bring rules of its own`() throws {
        let rules = #""rules":[{"when":{"status":418},"is":"overloaded"}]"#
        #expect(try category(#""provider":"generic","status":418,\#(rules)"#) == "overloaded")
    }
}
