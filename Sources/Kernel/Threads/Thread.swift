import CLinux
import Glibc

/// Threads of this process.
package enum Thread {
    /// Runs a body in a thread of its own, to which no signal of the process is delivered: those
    /// are for the threads that the program has made for them.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(Errno) {
        var every = sigset_t.empty
        var before = sigset_t.empty
        unsafe sigfillset(&every)
        // A thread begins with the mask of the one that makes it.
        unsafe pthread_sigmask(SIG_SETMASK, &every, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let context = unsafe Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let error = unsafe pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                body.run()
                return nil
            }, context.toOpaque())
        guard error != 0 else { return }
        unsafe context.release()
        throw Errno(error)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
