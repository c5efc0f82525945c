/// The value of an optional that cannot be copied, for which the testing library has no word.
func owned<Value: ~Copyable>(_ value: consuming Value?) throws -> Value {
    guard let value = value.take() else { throw Missing() }
    return value
}

/// Nothing was where a test expects something.
struct Missing: Error {}
