import Testing
import Wire

/// Reads parameters that are given as text.
enum Params {
    static func read<Request>(
        _ text: String, _ make: ([UInt8], Range<Int>?) throws(ParameterFault) -> Request
    ) throws(ParameterFault) -> Request {
        let bytes = Array(text.utf8)
        return try make(bytes, 0..<bytes.count)
    }

    /// The fault that a text of parameters has.
    static func fault<Request>(
        _ text: String, _ make: ([UInt8], Range<Int>?) throws(ParameterFault) -> Request
    ) -> ParameterFault? {
        do throws(ParameterFault) {
            _ = try read(text, make)
            return nil
        } catch {
            return error
        }
    }
}
