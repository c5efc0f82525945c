import HTTP

extension SmugglingCase {
    static let framing = [
        SmugglingCase(
            "9112 section 6.3 item 3", "CL.TE",
            lines: ["Content-Length: 5", "Transfer-Encoding: chunked"], then: "0\r\n\r\n" + hidden,
            .conflictingFraming),
        SmugglingCase(
            "9112 section 6.3 item 3", "TE.CL",
            lines: ["Transfer-Encoding: chunked", "Content-Length: 5"], then: "0\r\n\r\n" + hidden,
            .conflictingFraming),
        SmugglingCase(
            "9112 section 6.3 item 3", "CL.TE with a coding nobody knows",
            lines: ["Content-Length: 0", "Transfer-Encoding: xchunked"], .conflictingFraming),
        SmugglingCase(
            "9112 section 6.3 item 5", "two lengths",
            lines: ["Content-Length: 0", "Content-Length: 40"], .repeatedContentLength),
        SmugglingCase(
            "9112 section 6.3 item 5", "two lengths in one list",
            lines: ["Content-Length: 0, 40"], .malformedContentLength),
        SmugglingCase(
            "9112 section 6.3 item 5", "two equal lengths in one list",
            lines: ["Content-Length: 0, 0"], .malformedContentLength),
        SmugglingCase(
            "9110 section 8.6", "a length with a sign", lines: ["Content-Length: +0"],
            .malformedContentLength),
        SmugglingCase(
            "9110 section 8.6", "a length below zero", lines: ["Content-Length: -1"],
            .malformedContentLength),
        SmugglingCase(
            "9110 section 8.6", "a length in hexadecimal", lines: ["Content-Length: 0x0"],
            .malformedContentLength),
        SmugglingCase(
            "9110 section 8.6", "a length that overflows to zero",
            lines: ["Content-Length: 18446744073709551616"], .contentTooLarge),
        SmugglingCase(
            "9110 section 8.6", "an empty length", lines: ["Content-Length:"],
            .malformedContentLength),
        SmugglingCase(
            "9110 section 8.6", "a length with a vertical tab",
            lines: ["Content-Length: \u{b}0"], .controlByte),
        SmugglingCase(
            "9112 section 6.3 item 7", "a request without a length has no content", lines: [],
            then: "smuggled=1", .incomplete),
        SmugglingCase(
            "9112 section 6.3 item 6", "content that looks like a request is content",
            lines: ["Content-Length: \(hidden.utf8.count)"], nil),
        SmugglingCase(
            "9112 section 9.6", "what follows a closing request is not read",
            lines: ["Connection: close"], nil),
        SmugglingCase(
            "9112 section 9.3", "what follows HTTP/1.0 is not read",
            "GET / HTTP/1.0\r\n\r\n" + hidden, nil),
    ]

    static let codings = [
        SmugglingCase(
            "9112 section 6.1", "TE.TE, the second unknown",
            lines: ["Transfer-Encoding: chunked", "Transfer-Encoding: x"], then: "0\r\n\r\n",
            .malformedTransferEncoding),
        SmugglingCase(
            "9112 section 6.1", "a coding not implemented before chunked",
            lines: ["Transfer-Encoding: gzip, chunked"], .unsupportedTransferEncoding),
        SmugglingCase(
            "9112 section 6.1", "identity is no coding",
            lines: ["Transfer-Encoding: identity"], .unsupportedTransferEncoding),
        SmugglingCase(
            "9112 section 6.3 item 4", "chunked is not the last",
            lines: ["Transfer-Encoding: chunked, identity"], .malformedTransferEncoding),
        SmugglingCase(
            "9112 section 6.1", "chunked twice", lines: ["Transfer-Encoding: chunked, chunked"],
            .malformedTransferEncoding),
        SmugglingCase(
            "9112 section 7.1", "chunked with a parameter",
            lines: ["Transfer-Encoding: chunked;q=0"], .malformedTransferEncoding),
        SmugglingCase(
            "9112 section 6.1", "chunked in quotes", lines: ["Transfer-Encoding: \"chunked\""],
            .malformedTransferEncoding),
        SmugglingCase(
            "9112 section 6.1", "an empty coding", lines: ["Transfer-Encoding:"],
            .malformedTransferEncoding),
        SmugglingCase(
            "9112 section 5.1", "a space before the colon",
            lines: ["Transfer-Encoding : chunked"], .malformedField),
        SmugglingCase(
            "9112 section 5.1", "a tab before the colon", lines: ["Content-Length\t: 0"],
            .malformedField),
        SmugglingCase(
            "9112 section 5.2", "a coding in a folded line",
            lines: ["Transfer-Encoding:", " chunked"], .foldedField),
        SmugglingCase(
            "9112 section 2.2", "a coding behind a bare CR",
            lines: ["X: 1\rTransfer-Encoding: chunked"], .bareCarriageReturn),
        SmugglingCase(
            "9112 section 2.2", "a coding behind a bare LF",
            lines: ["X: 1\nTransfer-Encoding: chunked"], .bareLineFeed),
        SmugglingCase(
            "9110 section 5.5", "a coding behind NUL",
            lines: ["Transfer-Encoding: \u{0}chunked"], .controlByte),
        SmugglingCase(
            "9110 section 5.5", "a coding with a vertical tab",
            lines: ["Transfer-Encoding: \u{b}chunked"], .controlByte),
        SmugglingCase(
            "9110 section 5.1", "a name beyond ASCII",
            lines: ["Transfer-Encoding\u{a0}: chunked"], .malformedField),
        SmugglingCase(
            "9112 section 6.1", "chunks in HTTP/1.0",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
            .malformedTransferEncoding),
    ]
}
