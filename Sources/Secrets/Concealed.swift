/// A value that shows nothing of what it holds.
///
/// Printed, interpolated, dumped or looked at in a mirror it is the name of its type and no more.
/// It is for what holds a secret's bytes among others, as a text that is ready to be sent does; a
/// type whose secrets are each a `Secret` needs no concealing of its own.
package protocol Concealed: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{}

extension Concealed {
    /// The type's name, the same for all values.
    package var description: String { "\(Self.self)(…)" }

    /// The type's name, the same for all values.
    package var debugDescription: String { description }

    /// A mirror without children.
    package var customMirror: Mirror {
        Mirror(self, children: [Mirror.Child](), ancestorRepresentation: .suppressed)
    }
}
