/// The memory in which a lease table lies: what is written to it outlasts the process at once.
///
/// There are two: a file of this boot that is mapped, and the model of one. A process may be killed
/// between any two calls, and in the midst of `write`; `publish` is done or not.
package protocol TableMemory: ~Copyable {
    /// How many bytes it has.
    var count: Int { get }

    /// The bytes of a part of it.
    func read(_ range: Range<Int>) -> [UInt8]

    /// The word at an offset that eight divides, its least byte first.
    func word(at offset: Int) -> UInt64

    /// Writes bytes from an offset on.
    mutating func write(_ bytes: [UInt8], at offset: Int)

    /// Writes a word at an offset that eight divides, after all that was written before it.
    mutating func publish(_ word: UInt64, at offset: Int)
}
