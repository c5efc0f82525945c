/// What must hold whatever the input is.
enum Law {
    /// Stops the program, and so shows the fuzzer an input, when a law is broken.
    @inline(__always)
    static func require(_ holds: Bool, _ sentence: @autoclosure () -> String) {
        guard holds else { fatalError(sentence()) }
    }
}
