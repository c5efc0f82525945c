import Hosting
import Kernel

/// The daemon.
@main
struct Main {
    static func main() {
        CurrentProcess.exit(Program.run(CurrentProcess.arguments).rawValue)
    }
}
