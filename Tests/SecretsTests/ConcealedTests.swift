import Secrets
import Testing

struct ConcealedTests {
    private struct Frame: Concealed {
        var bytes: [UInt8]
        var text: String
    }

    private class Base {
        let inherited = "inherited-secret"
    }

    private final class Holder: Base, Concealed {
        let text = "held-secret"
    }

    @Test func `a value shows the name of its type`() {
        let frame = Frame(bytes: Array("a-long-secret".utf8), text: "a-long-secret")
        #expect("\(frame)" == "Frame(…)")
        for shown in Showing.all(of: frame) {
            #expect(!Showing.tells(shown, of: "a-long-secret"))
            #expect(!shown.contains("97"))
        }
    }

    @Test func `a class shows nothing of what it inherits`() {
        for shown in Showing.all(of: Holder()) {
            #expect(!Showing.tells(shown, of: "held-secret"))
            #expect(!Showing.tells(shown, of: "inherited-secret"))
        }
        #expect(Mirror(reflecting: Holder()).superclassMirror == nil)
    }

    @Test func `what holds one shows the rest`() {
        struct Account {
            let id = "claude-a"
            let key = Secret("a-long-secret")
        }
        #expect("\(Account())" == #"Account(id: "claude-a", key: Secret(…))"#)
    }
}
