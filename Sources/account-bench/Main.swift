import Benching
import Kernel

/// The benchmark.
@main
struct Main {
    static func main() {
        StandardStream.occupyClosed(inCommand: "account-bench")
        let status = BenchProgram.run(
            CurrentProcess.arguments,
            print: { try? StandardStream.output.write($0 + "\n") },
            complain: { try? StandardStream.error.write($0 + "\n") })
        CurrentProcess.exit(status.rawValue)
    }
}
