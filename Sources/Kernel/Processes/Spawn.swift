import CLinux
import Glibc

/// How a new process differs from this one, in the form that posix_spawn(3) takes.
@safe
struct Spawn: ~Copyable {
    private var actions = unsafe posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
    private var copies: [Int32] = []

    /// Passes descriptors, each by the number it shall have there.
    init(passing descriptors: [Int32: Int32]) throws(Errno) {
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        for (target, source) in descriptors.sorted(by: { $0.key < $1.key }) {
            // By way of a high number, so that no target overwrites a source to come.
            let copy = try retrying { fcntl(source, F_DUPFD_CLOEXEC, 512) }
            copies.append(copy)
            unsafe posix_spawn_file_actions_adddup2(&actions, copy, target)
        }
        resetSignals()
    }

    deinit {
        for copy in copies { close(copy) }
        var (actions, attributes) = unsafe (actions, attributes)
        unsafe posix_spawn_file_actions_destroy(&actions)
        unsafe posix_spawnattr_destroy(&attributes)
    }

    /// Starts the program and answers its number.
    consuming func run(
        _ program: String, arguments: [String], environment: [String]
    ) throws(Errno) -> Int32 {
        let words = CStrings(arguments)
        let variables = CStrings(environment)
        var number: Int32 = 0
        let error = unsafe posix_spawnp(
            &number, program, &actions, &attributes, words.start, variables.start)
        if error != 0 { throw Errno(error) }
        return number
    }

    /// A blocked or ignored signal stays so in a new program, which does not expect it.
    private mutating func resetSignals() {
        var none = sigset_t.empty
        var every = sigset_t.empty
        unsafe sigfillset(&every)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &every)
        let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        unsafe posix_spawnattr_setflags(&attributes, flags)
    }
}

/// A list of texts as C has it, with a null at its end.
@safe
struct CStrings: ~Copyable {
    /// The first of the pointers.
    let start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        unsafe start = .allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() {
            unsafe (start + index).initialize(to: strdup(text))
        }
        unsafe (start + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { unsafe free(start[index]) }
        unsafe start.deallocate()
    }
}
