import Providers
import Testing

@Suite struct ClassificationFaultTests {
    private func fault(_ text: String) -> ClassificationFault? {
        do throws(ClassificationFault) {
            _ = try Classification.lines(for: Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    private static let rest = #""status":200,"now":"2026-08-01T00:00:00Z""#

    @Test(arguments: [
        ("{", ""), ("5", ""), ("{}", "provider"), (#"{"provider":"nobody"}"#, "provider"),
        (#"{"provider":5}"#, "provider"), (#"{"provider":"codex","status":200}"#, "now"),
        (#"{"provider":"codex","now":"soon"}"#, "now"),
        (#"{"provider":"codex","now":1785542400,"status":"200"}"#, "status"),
        (#"{"provider":"codex","now":1785542400,"status":900}"#, "status"),
        (#"{"provider":"codex","now":1785542400,"phase":"late"}"#, "phase"),
        (#"{"provider":"codex","now":1785542400,"error":"odd"}"#, "error"),
        (#"{"provider":"codex","now":1785542400,"headers":[]}"#, "headers"),
        (#"{"provider":"codex","now":1785542400,"headers":{"a":{}}}"#, "headers"),
        (#"{"provider":"codex","now":1785542400,"body":5}"#, "body"),
        (#"{"provider":"codex","now":1785542400,"prior":5}"#, "prior"),
        (
            #"{"provider":"codex","now":1785542400,"prior":{"block_until":"x"}}"#,
            "prior.block_until"
        ),
        (#"{"provider":"codex","now":1785542400,"credential":"cash"}"#, "credential"),
        (#"{"provider":"codex","now":1785542400,"rules":[{}]}"#, "rules[0].is"),
        (#"[{"provider":"codex","now":1785542400},{"provider":"x"}]"#, "[1].provider"),
    ])
    func `a mistake is named with its field`(text: String, field: String) {
        #expect(fault(text)?.field == field, "\(text)")
    }

    @Test func `a mistake has a place and a sentence, and repeats nothing`() {
        let found = fault(#"{"provider":"s3cret"}"#)
        #expect(found?.offset == 12)
        #expect(found?.sentence == "is not known")
        #expect(fault("{")?.sentence == "is not JSON")
        #expect(
            fault(#"{"provider":"codex","now":1785542400,"error":"s3cret"}"#)?.sentence.contains(
                "s3cret") == false)
    }
}
