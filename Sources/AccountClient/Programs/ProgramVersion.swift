/// The version of the programs that are made of this library.
package enum ProgramVersion {
    /// As `--version` prints it.
    package static let text = "0.1.0"
}
