import AccountClient
import JSON
import Wire

/// The value of a parameter.
enum Parameter: Equatable {
    case text(String)
    case texts([String])
    case truth(Bool)
    case number(Int64)

    /// The canonical text of an object; a parameter that is `nil` is left out.
    static func object(_ parameters: [String: Parameter?]) -> [UInt8] {
        let given = parameters.compactMapValues(\.self)
        var writer = JSONWriter()
        writer.beginObject()
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            writer.name(name)
            value.write(to: &writer)
        }
        writer.endObject()
        return writer.take()
    }

    /// Where a page begins, as the page before told it: behind an id, or behind a number.
    init?(_ value: JSONValue) {
        if let text = value.string {
            self = .text(text)
        } else if let number = value.integer {
            self = .number(number)
        } else {
            return nil
        }
    }

    private func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.string(text)
        case .truth(let truth): writer.boolean(truth)
        case .number(let number): writer.integer(number)
        case .texts(let texts):
            writer.beginArray()
            for text in texts { writer.string(text) }
            writer.endArray()
        }
    }
}

extension Connection {
    /// Calls a method and answers the bytes of its result.
    mutating func ask(
        _ method: String, _ parameters: [String: Parameter?] = [:]
    ) throws(CommandFault) -> [UInt8] {
        do throws(ConnectionError) {
            return try call(method, params: Parameter.object(parameters))
        } catch {
            throw .connection(error)
        }
    }

    /// Hands over each page of a method's result as it came.
    ///
    /// A page is asked for behind the end of the one before, and in parts when it would be
    /// larger than a frame.
    mutating func forEachPage(
        of method: String, limit most: Int, _ parameters: [String: Parameter?] = [:],
        _ body: ([UInt8]) throws(CommandFault) -> Void
    ) throws(CommandFault) {
        var parameters = parameters
        var limit = most
        var after: Parameter?
        while true {
            parameters["limit"] = .number(Int64(limit))
            let result: [UInt8]
            do throws(CommandFault) {
                result = try ask(method, parameters)
            } catch {
                guard case .connection(.refused(let refusal)) = error,
                    refusal.known == .responseTooLarge, limit > 1
                else { throw error }
                limit = max(1, limit / 4)
                continue
            }
            let next = try JSONValue.answer(result, to: method)["next"].flatMap(Parameter.init)
            // A page that ends where it began would be asked for for ever.
            guard next == nil || next != after else { throw .foreign(method) }
            try body(result)
            guard let next else { return }
            after = next
            parameters["after"] = next
        }
    }
}

extension JSONValue {
    /// A result, which every method has as an object.
    static func answer(_ result: [UInt8], to method: String) throws(CommandFault) -> JSONValue {
        guard let value = try? JSONValue.parse(result), value.members != nil else {
            throw .foreign(method)
        }
        return value
    }
}

extension CommandFault {
    /// What is said of an answer that lacks what the protocol promises.
    static func foreign(_ method: String) -> CommandFault {
        .answer("the answer to \(method) is not the protocol's")
    }
}
