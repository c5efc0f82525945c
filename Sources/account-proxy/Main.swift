import Kernel
import Proxying

/// The reference proxy.
@main
struct Main {
    static func main() {
        StandardStream.occupyClosed(inCommand: "account-proxy")
        CurrentProcess.exit(ProxyProgram.run(CurrentProcess.arguments).rawValue)
    }
}
