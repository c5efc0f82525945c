import HTTP
import Testing

struct ChunkExtensionsTests {
    @Test(arguments: [
        ";a", ";a=b", " ; a = b", "\t;a", ";a;b=c;d", #";a="""#, #";a="b;c=d""#, #";a="\"";b"#,
        ";a=\"\u{e9}\"",
    ])
    func `extensions are passed over`(text: String) {
        #expect(Requests.fault(inChunks: "1\(text)\r\nx\r\n0\(text)\r\n\r\n") == nil)
    }

    @Test(arguments: [
        ";", ";;a", ";a;", ";a=", ";=b", "z", "=a", ";a b", ";a ", #";a=""#, #";a="\"#, #";a="\""#,
        #";a="b"c"#, ";a==b", ";\u{e9}", ";a=b,c",
    ])
    func `what is no extension is no chunk`(text: String) {
        #expect(Requests.fault(inChunks: "1\(text)\r\nx\r\n0\r\n\r\n") == .malformedChunk)
    }
}
