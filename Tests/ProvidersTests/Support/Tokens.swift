import Foundation

/// A JSON Web Token with a payload, and no true signature.
func token(_ payload: String) -> String {
    let parts = [#"{"alg":"none"}"#, payload, "signature"].map {
        Data($0.utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
    return parts.joined(separator: ".")
}
