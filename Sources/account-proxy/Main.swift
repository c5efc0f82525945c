import Kernel
import Proxying

/// The reference proxy.
@main
struct Main {
    static func main() {
        CurrentProcess.exit(ProxyProgram.run(CurrentProcess.arguments).rawValue)
    }
}
