import Kernel
import Operating

/// The operator's command.
@main
struct Main {
    static func main() {
        StandardStream.occupyClosed(inCommand: "accountctl")
        let status = OperatorProgram.run(CurrentProcess.arguments, .process())
        CurrentProcess.exit(status.rawValue)
    }
}
