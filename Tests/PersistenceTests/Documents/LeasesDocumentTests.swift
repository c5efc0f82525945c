import Persistence
import Testing

struct LeasesDocumentTests {
    @Test func `a document is read as it was written`() {
        for end in [0, 1, 1_800_000_000_000_000] as [UInt64] {
            let document = LeasesDocument(boot: "00ff", fenceEnd: end)
            #expect(LeasesDocument(document.encoded()) == document)
        }
        let bytes = LeasesDocument(boot: "ab", fenceEnd: 7).encoded()
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"boot":"ab","fence_end":7}"#)
    }

    @Test(arguments: [
        "", "{}", #"{"boot":"a"}"#, #"{"boot":1,"fence_end":2}"#, #"{"boot":"a","fence_end":-1}"#,
        #"{"boot":"a","fence_end":"2"}"#,
    ])
    func `what is none is not taken for one`(text: String) {
        #expect(LeasesDocument(Array(text.utf8)) == nil)
    }
}
