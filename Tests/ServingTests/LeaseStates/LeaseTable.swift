import Foundation
import JSON
import Testing

/// The specification's table of what each operation does to a lease in each state.
struct LeaseTable {
    /// A state of a lease, and how one is put into it.
    struct State: Sendable {
        let name: String
        let stands: String
        /// Whose it is; nil when the table does not say.
        let holder: String?
        /// Whether a report was taken; nil when the table does not say.
        let isReported: Bool?
        let caller: String
        let grant: JSONValue
        let reach: [JSONValue]
    }

    /// Something that is done with a lease, or that happens to it.
    struct Operation: Sendable {
        let name: String
        let steps: [JSONValue]
    }

    /// What an operation does in a state.
    struct Cell: Sendable, CustomTestStringConvertible {
        let state: State
        let operation: Operation
        /// What is answered, `null` being nothing; nil when the table does not say.
        let answer: JSONValue?
        /// The state after it; nil when the table has none of that name.
        let next: State?

        var testDescription: String { "\(state.name) × \(operation.name)" }
    }

    let states: [State]
    let operations: [Operation]
    /// One for each pair, also for one that the table leaves out.
    let cells: [Cell]
    /// The pairs that the table has, as states with their operations.
    let rows: [(state: String, operations: [String])]

    static let file: LeaseTable = {
        let path = Vector.folder.deletingLastPathComponent().appending(path: "lease-states.json")
        guard let data = try? Data(contentsOf: path),
            let value = try? JSONValue.parse(Array(data))
        else { fatalError("proto-spec/lease-states.json is no JSON text") }
        return LeaseTable(value)
    }()

    init(_ value: JSONValue) {
        let states = (value["states"]?.array ?? []).map(State.init)
        operations = (value["operations"]?.array ?? []).map { operation in
            Operation(
                name: operation["name"]?.string ?? "", steps: operation["do"]?.array ?? [])
        }
        let table = value["cells"]
        rows = (table?.members ?? []).map { row in
            (row.name, (row.value.members ?? []).map(\.name))
        }
        var cells: [Cell] = []
        for state in states {
            for operation in operations {
                let cell = table?[state.name]?[operation.name]
                let next = states.first { $0.name == cell?["next"]?.string }
                cells.append(
                    Cell(
                        state: state, operation: operation, answer: cell?["answer"], next: next))
            }
        }
        self.states = states
        self.cells = cells
    }
}

extension LeaseTable.State {
    init(_ value: JSONValue) {
        self.init(
            name: value["name"]?.string ?? "", stands: value["stands"]?.string ?? "",
            holder: value["holder"]?.string, isReported: value["reported"]?.boolean,
            caller: value["caller"]?.string ?? "", grant: value["grant"] ?? LeaseScene.nothing,
            reach: value["reach"]?.array ?? [])
    }
}
