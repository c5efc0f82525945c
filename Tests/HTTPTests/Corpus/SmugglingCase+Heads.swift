import HTTP

extension SmugglingCase {
    static let lines = [
        SmugglingCase(
            "9112 section 2.2", "a head ended by bare LFs",
            "GET / HTTP/1.1\nHost: a\n\n" + hidden, .bareLineFeed),
        SmugglingCase(
            "9112 section 2.2", "a head ended by CRLF and a bare LF",
            "GET / HTTP/1.1\r\nHost: a\r\n\n" + hidden, .bareLineFeed),
        SmugglingCase(
            "9112 section 2.2", "a head ended by CR CR LF",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n" + hidden, .bareCarriageReturn),
        SmugglingCase(
            "9112 section 2.2", "white space before the first field",
            "GET / HTTP/1.1\r\n Host: b\r\nHost: a\r\n\r\n" + hidden, .foldedField),
        SmugglingCase(
            "9112 section 2.2", "an empty line of white space", lines: [" "], .foldedField),
        SmugglingCase(
            "9112 section 2.2", "many empty lines before the request", "\r\n\r\n" + hidden,
            .malformedStartLine),
        SmugglingCase("9112 section 5", "a line without a colon", lines: ["X"], .malformedField),
        SmugglingCase("9112 section 5", "a field without a name", lines: [": x"], .malformedField),
        SmugglingCase(
            "9110 section 5.1", "a name in quotes", lines: ["\"Content-Length\": 9"],
            .malformedField),
        SmugglingCase(
            "9110 section 5.5", "a line end in disguise is field text",
            lines: ["X: a\u{10d}\u{10a}Content-Length: 9", "Connection: close"], nil),
    ]

    static let heads = [
        SmugglingCase(
            "9112 section 3", "a request without a version", "GET /\r\n" + hidden,
            .malformedStartLine),
        SmugglingCase(
            "9112 section 3", "two spaces in the request-line",
            "GET  / HTTP/1.1\r\nHost: a\r\n\r\n" + hidden, .malformedTarget),
        SmugglingCase(
            "9112 section 3", "a request within the request-line",
            "GET / HTTP/1.1 GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n", .malformedTarget),
        SmugglingCase(
            "9112 section 2.3", "a version in small letters",
            "GET / http/1.1\r\nHost: a\r\n\r\n" + hidden, .malformedStartLine),
        SmugglingCase(
            "9110 section 2.5", "the preface of HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + hidden,
            .unsupportedVersion),
        SmugglingCase(
            "9112 section 3.2", "no Host", "GET / HTTP/1.1\r\n\r\n" + hidden, .missingHost),
        SmugglingCase("9112 section 3.2", "two Hosts", lines: ["Host: b"], .repeatedHost),
        SmugglingCase(
            "9112 section 3.2", "a Host of two",
            "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n" + hidden, .malformedHost),
        SmugglingCase(
            "9110 section 4.2.4", "a Host behind a user",
            "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n" + hidden, .malformedHost),
        SmugglingCase(
            "9112 section 3.2.3", "a tunnel", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n" + hidden,
            .unsupportedMethod),
        SmugglingCase(
            "9112 section 3.2.1", "a target with a fragment",
            "GET /#/ HTTP/1.1\r\nHost: a\r\n\r\n" + hidden, .malformedTarget),
        SmugglingCase(
            "3986 section 5.2.4", "a target that climbs out of its prefix",
            "GET /a/..%2fsmuggled HTTP/1.1\r\nHost: a\r\n\r\n" + hidden, .malformedTarget),
        SmugglingCase(
            "6585 section 5", "a head without an end",
            lines: ["X: " + String(repeating: "x", count: 33_000)], .headTooLarge),
        SmugglingCase(
            "9112 section 3", "a target without an end",
            "GET /" + String(repeating: "x", count: 9000) + " HTTP/1.1\r\n" + hidden,
            .startLineTooLong),
    ]
}
