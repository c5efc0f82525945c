import CLinux
import Glibc

/// Unpredictable numbers from the kernel, fetched in blocks.
///
/// A class, because a copied block would give out the same numbers twice.
package final class Entropy: RandomNumberGenerator {
    // `getrandom` gives up to 256 bytes whole and uninterrupted.
    private static let wordsPerBlock = 32

    private var block: [UInt64] = []

    /// Makes a source that has fetched nothing yet.
    package init() {}

    /// The next number, each of 2⁶⁴ as likely as another.
    package func next() -> UInt64 {
        if block.isEmpty { fetch() }
        return block.removeLast()
    }

    private func fetch() {
        var words = [UInt64](repeating: 0, count: Self.wordsPerBlock)
        let size = words.count * MemoryLayout<UInt64>.size
        let count = unsafe getrandom(&words, size, 0)
        // Identifiers that can be guessed are worse than no service.
        guard count == size else { fatalError("the kernel gives no random numbers") }
        block = words
    }
}
