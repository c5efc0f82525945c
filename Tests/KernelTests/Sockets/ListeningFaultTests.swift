import Kernel
import Testing

struct ListeningFaultTests {
    @Test func `each fault is told from the others in words`() {
        #expect(ListeningFault.inUse.description == "another process answers there")
        #expect(ListeningFault.notASocket.description == "something that is no socket is there")
        #expect(
            ListeningFault.system(.permissionDenied).description == "Permission denied (EACCES)")
    }
}
