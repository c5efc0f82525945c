import Hosting
import Testing

struct ExitStatusTests {
    @Test func `the numbers are those that scripts rely on`() {
        let statuses: [Hosting.ExitStatus] = [
            .success, .usage, .software, .cannotCreate, .temporaryFailure, .configuration,
        ]
        #expect(statuses.map(\.rawValue) == [0, 64, 70, 73, 75, 78])
    }

    @Test func `a fault of one line is one of several with one`() {
        #expect(StartFault(.usage, "x") == StartFault(.usage, ["x"]))
    }
}
