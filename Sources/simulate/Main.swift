import Kernel
import Simulation

/// The simulator.
@main
struct Main {
    static func main() {
        StandardStream.occupyClosed(inCommand: "simulate")
        let status = SimulateProgram.run(CurrentProcess.arguments) { line in
            try? StandardStream.output.write(line + "\n")
        }
        CurrentProcess.exit(status)
    }
}
