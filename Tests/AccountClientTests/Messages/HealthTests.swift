import AccountClient
import Testing

struct HealthTests {
    @Test(
        arguments: [
            ("{\"status\":\"SERVING\"}", true), ("{\"status\":\"NOT_SERVING\"}", false),
            ("{}", nil),
            ("{", nil),
        ] as [(String, Bool?)])
    func `a daemon serves or not, or the answer is none`(text: String, isServing: Bool?) {
        #expect(Health.isServing(Array(text.utf8)) == isServing)
    }
}
