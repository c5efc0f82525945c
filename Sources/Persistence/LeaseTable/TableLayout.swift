import Leasing

/// Where everything lies in a lease table.
///
/// A page for the header, then the slots: the one with the number that is in its lease's name.
/// Numbers have their least byte first.
///
///     header   0  the bytes "acclease"
///              8  version 1, 12 bytes of a slot, 16 number of slots, each in 4 bytes
///             20  CRC-32C of the 36 bytes before it that it is not part of: 0..<20 and 24..<40
///             24  the boot's id, 16 bytes
///             40  how many slots have been used: those after them are free
///           1024  the rewriting: 0, or 1 + the slot whose body is written anew; see `LeaseTable`
///           1032  that body, as in the slot
///     slot     0  kind of its end in the lowest 3 bits (0 free, 1 living, 2 released, 3 expired,
///                 4 revoked), above them when it ended, in nanoseconds since boot
///              8  deadline, in nanoseconds since boot
///             16  number of the last report, shifted by one, and whether that was a failure
///             24  what that was answered: advice in 4 bits, its limit in 4, above them 1 + the
///                 nanoseconds to wait, or 0
///             32  the body: see `LeaseBody`
package enum TableLayout {
    /// The format's number: another one is not read.
    package static let version: UInt32 = 1
    /// Bytes of the header, a page.
    package static let headerBytes = 4096
    /// Bytes of a slot.
    package static let slotBytes = 576
    /// Slots: one for each lease that may live or be remembered.
    package static let slots = Limits.leases + Limits.endedLeases
    /// Bytes of a table.
    package static let bytes = headerBytes + slots * slotBytes

    static let magic: UInt64 = 0x6573_6165_6C63_6361
    static let used = 40
    static let rewriting = 1024
    static let rewrittenBody = rewriting + 8

    static let deadline = 8
    static let report = 16
    static let verdict = 24
    /// Where a slot has what does not change.
    package static let body = 32
    /// Bytes that a body may have.
    static let bodyBytes = slotBytes - body

    /// Whether an offset lies behind the header.
    package static func isInSlot(_ offset: Int) -> Bool { offset >= headerBytes }

    /// Whether a word, at an offset, says of a slot's lease that it has ended.
    package static func isEnd(_ word: UInt64, at offset: Int) -> Bool {
        isInSlot(offset) && (offset - headerBytes) % slotBytes == 0 && word & 7 > 1
    }

    /// Where a slot begins.
    package static func offset(of slot: Int) -> Int { headerBytes + slot * slotBytes }
}
