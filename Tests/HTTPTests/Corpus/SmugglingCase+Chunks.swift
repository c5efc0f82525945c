import HTTP

extension SmugglingCase {
    static let chunks = [
        SmugglingCase("9112 section 7.1", "a size of nothing", chunks: "\r\n", .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a size with 0x", chunks: "0x0\r\n\r\n", .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a size with a sign", chunks: "+0\r\n\r\n", .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a size below zero", chunks: "-1\r\n\r\n", .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a size with an underscore",
            chunks: "1_0\r\n\r\n", .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a size of 64 bits", chunks: "8000000000000000\r\n",
            .contentTooLarge),
        SmugglingCase(
            "9112 section 7.1", "a size that overflows to zero",
            chunks: "10000000000000000\r\n\r\n",
            .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a space behind the size", chunks: "0 \r\n\r\n", .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a space before the size", chunks: " 0\r\n\r\n", .malformedChunk),
        SmugglingCase(
            "9112 section 7.1.1", "an extension ended by a bare LF",
            chunks: "5;\n0\r\n\r\n", .bareLineFeed),
        SmugglingCase(
            "9112 section 7.1.1", "a last chunk hidden behind a bare LF",
            chunks: "2;a\nxx\r\n10\r\n\r\n", .bareLineFeed),
        SmugglingCase(
            "9112 section 7.1.1", "an extension with a bare CR", chunks: "0;a\rb\r\n\r\n",
            .bareCarriageReturn),
        SmugglingCase(
            "9112 section 7.1.1", "an extension without a name", chunks: "0;\r\n\r\n",
            .malformedChunk),
        SmugglingCase(
            "9110 section 5.6.4", "a line end within a quoted extension",
            chunks: "0;a=\"\r\n\r\n", .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a chunk longer than its size", chunks: "1\r\nabc\r\n0\r\n\r\n",
            .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a chunk without its line end", chunks: "1\r\na0\r\n\r\n",
            .malformedChunk),
        SmugglingCase(
            "9112 section 7.1", "a chunk ended by a bare LF", chunks: "1\r\na\n0\r\n\r\n",
            .bareLineFeed),
        SmugglingCase(
            "9112 section 7.1", "the last chunk ended by a bare LF", chunks: "0\r\n\n",
            .bareLineFeed),
        SmugglingCase(
            "9112 section 7.1.2", "a trailer folded", chunks: "0\r\nX: 1\r\n y\r\n\r\n",
            .foldedField),
        SmugglingCase(
            "9112 section 7.1.2", "a trailer with a space before its colon",
            chunks: "0\r\nX : 1\r\n\r\n", .malformedField),
        SmugglingCase(
            "9112 section 7.1.2", "a trailer without a colon takes in the next request",
            chunks: "0\r\n", .malformedField),
    ]
}
