import AccountClient
import Providers

extension Command {
    /// `classify`: what an upstream's answer would mean, without a daemon.
    static let classify = Command(
        "classify", purpose: "Say what an upstream's answer means, offline",
        details: """
            Reads one case from standard input as a JSON object (provider, model, status, headers,
            body, now, phase, error, credential, prior), or an array of cases, and prints for each
            what it is found to be as JSON on a line of its own.
            """
    ) { (_, console) throws(CommandFault) in
        let text = try console.input(Self.longestText)
        let lines: [UInt8]
        do throws(ClassificationFault) {
            lines = try Classification.lines(for: text)
        } catch {
            let subject = error.field.isEmpty ? "standard input" : VisibleText.of(error.field)
            throw .usage("\(subject) \(error.sentence) (byte \(error.offset))")
        }
        try console.output(lines)
    }

    /// The most that is read, in bytes: some thousand cases.
    private static let longestText = 16 << 20
}
