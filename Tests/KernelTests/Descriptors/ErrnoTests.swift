import Glibc
import Kernel
import Testing

struct ErrnoTests {
    @Test func `an error is told in words and by C's name`() {
        #expect(Errno.permissionDenied.description == "Permission denied (EACCES)")
        #expect("\(Errno(ENOSPC))" == "No space left on device (ENOSPC)")
        #expect(Errno(99_999).description == "error 99999")
    }

    @Test func `a call is made again while a signal interrupts it`() throws {
        for interruptions in 0..<4 {
            var calls = 0
            let answer = try retrying { () -> Int in
                calls += 1
                if calls <= interruptions { errno = EINTR }
                return calls <= interruptions ? -1 : 42
            }
            #expect(answer == 42)
            #expect(calls == interruptions + 1)
        }
    }

    @Test func `a failed call throws its error and is not made again`() {
        var calls = 0
        #expect(throws: Errno.noSpace) {
            try retrying { () -> Int32 in
                calls += 1
                errno = ENOSPC
                return -1
            }
        }
        #expect(calls == 1)
    }
}
