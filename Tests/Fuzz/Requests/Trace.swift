import Glibc

/// What is printed of a program that is run again by itself.
enum Trace {
    private static let isOn = unsafe getenv("ACCOUNTD_FUZZ_TRACE") != nil

    /// Prints a line, made only when somebody reads it, before anything can stop the program.
    static func note(_ line: @autoclosure () -> String) {
        guard isOn else { return }
        print(line())
        fflush(nil)
    }
}
