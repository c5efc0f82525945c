import Testing
import Wire

struct ErrorReasonMessageTests {
    @Test(arguments: ErrorReason.allCases)
    func `a message is one lower-case sentence without a full stop`(_ reason: ErrorReason) {
        let message = reason.message
        #expect(message.allSatisfy { $0.isASCII && !$0.isNewline })
        #expect(!message.hasSuffix("."))
        #expect((10...120).contains(message.count))
    }

    @Test func `no two reasons say the same`() {
        let messages = ErrorReason.allCases.map(\.message)
        #expect(Set(messages).count == messages.count)
    }
}
