import Leasing
import Operating
import Testing

struct PrintedScreenTests {
    @Test func `a frame is printed at each interval, until nobody waits for another`() {
        let terminal = Terminal()
        terminal.patience = 3
        let watching = Watching(.random(3, seed: 1))
        #expect(terminal.run(["top", "--interval", "0.5"], watching.script) == .success)
        #expect(terminal.pauses == Array(repeating: .milliseconds(500), count: 3))
        #expect(
            terminal.text.split(separator: "\n").filter { $0.hasPrefix("accountd ") }.count == 3)
    }

    @Test func `it is as wide as the environment says where there is no terminal`() {
        let terminal = Terminal()
        terminal.environment = ["COLUMNS": "140"]
        let watching = Watching(.random(3, seed: 1))
        #expect(terminal.run(["top", "--once"], watching.script) == .success)
        #expect(terminal.text.contains("PROVIDER  LABEL") || terminal.text.contains("epoch e1"))
    }
}
