/// Writes canonical JSON into an array of bytes that it owns: no spaces, plain integers, `/` as it
/// is.
///
/// The caller writes the names of an object in the order of their bytes, each once; a debug build
/// stops when it does not. A comma is due unless the last byte opens a container or ends a name, so
/// that ready-made fragments and single values mix freely.
package struct JSONWriter: ~Copyable, Sendable {
    /// What has been written, behind what was there before.
    package private(set) var bytes: [UInt8]
    private let start: Int
    private var order = NameOrder()

    /// Begins a text, behind what an array already holds.
    package init(appendingTo bytes: [UInt8] = []) {
        self.bytes = bytes
        start = bytes.count
    }

    /// Begins a text in an array that has room for so many bytes.
    package init(capacity: Int) {
        self.init()
        bytes.reserveCapacity(capacity)
    }

    /// Ends the writing and gives the array back, without a copy.
    package consuming func take() -> [UInt8] { bytes }

    /// Begins an object.
    package mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        assert(order.open())
    }

    /// Ends the innermost object.
    package mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        assert(order.close())
    }

    /// Begins an array.
    package mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        assert(order.open())
    }

    /// Ends the innermost array.
    package mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        assert(order.close())
    }

    /// Writes a member's name; its value must follow.
    package mutating func name(_ name: String) {
        assert(order.add(name), "the names of an object are written in order, each once")
        separate()
        StringEncoder.append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a string.
    package mutating func string(_ string: String) {
        separate()
        StringEncoder.append(string, to: &bytes)
    }

    /// Writes an integer in plain digits: the usual one, without the cost of being generic.
    package mutating func integer(_ integer: Int) {
        separate()
        IntegerEncoder.append(Int64(integer), to: &bytes)
    }

    /// Writes an integer in plain digits.
    package mutating func integer(_ integer: some BinaryInteger) {
        separate()
        IntegerEncoder.append(integer, to: &bytes)
    }

    /// Writes a number: an integer up to `JSONLimits.integer` in plain digits, else in the fewest
    /// digits that read back as the same number. What JSON cannot spell, an infinity or NaN, is
    /// null.
    package mutating func number(_ number: Double) {
        guard number.isFinite else { return null() }
        if number.magnitude <= Double(JSONLimits.integer), Double(Int64(number)) == number {
            return integer(Int64(number))
        }
        separate()
        bytes.append(contentsOf: number.description.utf8)
    }

    /// Writes `true` or `false`.
    package mutating func boolean(_ boolean: Bool) {
        separate()
        bytes.append(contentsOf: (boolean ? "true" : "false").utf8)
    }

    /// Writes `null`.
    package mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes a value that is canonical JSON already.
    package mutating func raw(_ value: [UInt8]) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// Writes a value that is canonical JSON already and a part of an array.
    package mutating func raw(_ value: ArraySlice<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// Writes bytes as they are: any part of a text, its commas and names included.
    ///
    /// The order of the names that it writes is not checked; nor are those around it that the
    /// caller writes one by one, if it opens or closes a container.
    package mutating func fragment(_ fragment: [UInt8]) {
        bytes.append(contentsOf: fragment)
    }

    /// Lets the caller append bytes as they are, as `fragment(_:)` does, without an array of its
    /// own.
    package mutating func fragment(_ append: (inout [UInt8]) -> Void) {
        append(&bytes)
    }

    /// Writes the comma that is due before a name, or before a value without one.
    @inline(__always)
    private mutating func separate() {
        guard bytes.count > start else { return }
        switch bytes[bytes.count - 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }
}
