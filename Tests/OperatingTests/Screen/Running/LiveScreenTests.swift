import AccountClient
import Glibc
import Kernel
import Operating
import Testing

/// It takes signals and a terminal, which are the whole process's.
struct LiveScreenTests {
    @Test func `a daemon that is not there is said before anything is drawn`() async {
        await #expect(processExitsWith: .success) {
            let emulator = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
            // ioctl_tty(2): TIOCSPTLCK unlocks the terminal, TIOCGPTN tells its number.
            var (isLocked, number): (Int32, Int32) = (0, -1)
            try #require(unsafe ioctl(emulator, 0x4004_5431, &isLocked) == 0)
            try #require(unsafe ioctl(emulator, 0x8004_5430, &number) == 0)
            let live = try LiveScreen(
                PoolScreen(), path: "/nowhere/ops.sock", console: Terminal().console(),
                terminal: "/dev/pts/\(number)")
            do throws(CommandFault) {
                try live.run()
                Issue.record("it ran")
            } catch {
                #expect(error.status == .unavailable)
            }
            var waiting: Int32 = -1
            // FIONREAD: what has been written to the terminal.
            try #require(unsafe ioctl(emulator, 0x541b, &waiting) == 0)
            #expect(waiting == 0)
        }
    }
}
