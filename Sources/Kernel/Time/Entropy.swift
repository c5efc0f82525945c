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

    private func fetch() { block = Self.words(Self.wordsPerBlock) }

    /// So many numbers at once, each of 2⁶⁴ as likely as another.
    package static func words(_ count: Int) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: count)
        unsafe words.withUnsafeMutableBytes { bytes in
            var filled = 0
            while filled < bytes.count {
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
                let size = unsafe getrandom(rest.baseAddress, rest.count, 0)
                if size < 0, errno == EINTR { continue }
                // Identifiers that can be guessed are worse than no service.
                guard size > 0 else { fatalError("the kernel gives no random numbers") }
                filled += size
            }
        }
        return words
    }
}
