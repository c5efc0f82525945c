import Kernel
import Secrets

/// What the files of the command line say.
package struct Configuration: Equatable, Sendable {
    /// Where requests go.
    package let routes: RouteTable
    /// What callers must show; `nil` when they need not.
    package let keys: ClientKeys?

    private static let largest = 1_048_576

    /// Reads the files, and says all that is wrong with them at once.
    package init(_ options: ProxyOptions) throws(StartFault) {
        var problems: [String] = []
        var table = RouteTable([])
        var keys: ClientKeys?
        do throws(StartFault) {
            let file = try Self.read(options.routes)
            let reading = RouteFile(options.routes, file.text)
            problems += reading.problems
            if reading.holdsSecret { problems += file.exposure.map { [$0] } ?? [] }
            table = reading.table
        } catch {
            problems += error.lines
        }
        if let path = options.clientKeys {
            do throws(StartFault) {
                keys = try Self.keys(path, &problems)
            } catch {
                problems += error.lines
            }
        }
        guard problems.isEmpty else { throw StartFault(.configuration, problems) }
        routes = table
        self.keys = keys
    }

    private static func keys(
        _ path: String, _ problems: inout [String]
    ) throws(StartFault) -> ClientKeys {
        let file = try read(path)
        if let exposure = file.exposure { problems.append(exposure) }
        do throws(ClientKeys.Fault) {
            return try ClientKeys(file.text)
        } catch {
            throw StartFault(.configuration, ["\(shown(path)): \(error.message)"])
        }
    }

    /// The path as it is told; a key that was given in place of its file's name is not.
    private static func shown(_ path: String) -> String {
        path.contains("/") ? path : Mentionable.word(path) ?? "FILE"
    }

    /// A file's bytes, and what is wrong with it when it holds a secret.
    private static func read(
        _ path: String
    ) throws(StartFault) -> (text: [UInt8], exposure: String?) {
        do throws(Errno) {
            // Asked first, for opening a pipe would wait for a writer.
            guard try FileSystem.status(of: path).kind == .regular else {
                throw Errno.invalidArgument
            }
            let file = try File(opening: path, for: .read)
            let mode = try file.status().mode
            let exposure =
                mode & 0o077 == 0
                ? nil
                : "\(shown(path)): holds a secret and others can reach it "
                    + "(mode 0\(String(mode, radix: 8))); "
                    + "mend it with: chmod 600 \(ShellWord.quoted(shown(path)))"
            return (try file.readAll(limit: largest), exposure)
        } catch {
            let reason = "\(shown(path)): cannot be read: \(error.description)"
            throw StartFault(.configuration, [reason])
        }
    }
}
