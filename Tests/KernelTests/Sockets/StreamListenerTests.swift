import Kernel
import Testing

struct StreamListenerTests {
    @Test(arguments: ["127.0.0.1:0", "[::1]:0"])
    func `callers connect where the listener says`(text: String) throws {
        let listener = try StreamListener.listen(at: InternetAddress(text).required())
        let isLocal = listener.isLocal
        #expect(isLocal)
        let nobody = try listener.accept() == nil
        #expect(nobody)
        let address = try listener.address.required()
        #expect(address.port != 0)
        let caller = try StreamSocket.connect(to: address)
        try listener.wait()
        let somebody = try listener.accept() != nil
        #expect(somebody)
        _ = consume caller
    }

    @Test func `an address that is taken is refused`() throws {
        let listener = try StreamListener.listen(
            at: InternetAddress("127.0.0.1:0").required())
        let address = try listener.address.required()
        #expect(throws: Errno.addressInUse) {
            _ = try StreamListener.listen(at: address)
        }
        _ = consume listener
    }
}
