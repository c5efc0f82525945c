import Hosting
import Kernel

/// The daemon.
@main
struct Main {
    static func main() {
        let name = CommandLine.arguments.first ?? "accountd"
        CurrentProcess.exit(Program.run(name, CurrentProcess.arguments).rawValue)
    }
}
