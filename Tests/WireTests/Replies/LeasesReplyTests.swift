import JSON
import Testing
import Wire

struct LeasesReplyTests {
    private func row(_ name: UInt64 = 0, client: String = "c", model: String? = nil)
        -> LeasesReply.Row
    {
        LeasesReply.Row(
            account: "a", age: 1, client: client, isDetached: true, expiresIn: 2, fence: 3,
            name: LeaseName(high: name, low: name), model: model, isProbe: false,
            state: "orphaned", uid: 1000)
    }

    @Test func `a lease shows whose it is and how long it has lived and lives`() {
        var writer = JSONWriter()
        LeasesReply(rows: [row()], next: nil).write(&writer)
        let text =
            #"{"leases":[{"account_id":"a","age_ms":1,"client":"c","detached":true,"#
            + #""expires_in_ms":2,"fence":3,"lease_id":"AAAAAAAAAAAAAAAAAAAAAA","probe":false,"#
            + #""state":"orphaned","uid":1000}]}"#
        #expect(String(decoding: writer.take(), as: UTF8.self) == text)
    }

    @Test func `the longest page of the longest leases is within a frame`() throws {
        // A control character takes six bytes to say.
        let control = "\u{1}"
        var longest = row(
            .max, client: String(repeating: control, count: WireLimits.clientBytes),
            model: String(repeating: control, count: WireLimits.modelBytes))
        longest.account = String(repeating: "a", count: WireLimits.nameBytes)
        longest.age = JSONLimits.integer
        longest.expiresIn = JSONLimits.integer
        longest.fence = UInt64(JSONLimits.integer)
        longest.uid = .max
        let rows = Array(repeating: longest, count: WireLimits.usualPage)
        var writer = JSONWriter()
        LeasesReply(rows: rows, next: longest.fence).write(&writer)
        let bytes = writer.take()
        #expect(bytes.count < WireLimits.responseBytes - 1024)
        let value = try JSONValue.parse(bytes)
        #expect(value.encoded() == bytes)
        #expect(value["next"]?.integer == JSONLimits.integer)
    }
}
