import Crypto
import Federation
import Glibc
import Ledger

/// Plays towns against a real hub: enrols, adopts, sends summaries over keep-alive connections, checks every receipt.
///
///     rahmenwerk-load INVITATIONS-DIR --summaries N [--stubborn] [--acknowledged FILE]
///     rahmenwerk-load INVITATIONS-DIR --quarters N
///     rahmenwerk-load INVITATIONS-DIR --table FILE
///
/// With `--quarters` it fills a hub with made-up figures instead, with `--table` with given ones: see `Filling`.
///
/// One connection a town. Statements are signed before the clock starts. `--stubborn` sends again for ever when the hub
/// goes away, as a node does; `--acknowledged` writes a line `index sha256 size root` for each receipt.
/// Prints one JSON line with what was measured.
@main
struct Main {
    static func main() throws {
        signal(SIGPIPE, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let folder = arguments.first, !folder.hasPrefix("--") else {
            throw LoadError("usage: rahmenwerk-load INVITATIONS-DIR --summaries N [--stubborn] [--acknowledged FILE]")
        }
        func value(_ name: String) -> String? {
            arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
        }
        let count = value("--summaries").flatMap { Int($0) } ?? 100
        if let quarters = value("--quarters").flatMap({ Int($0) }) {
            try Filling(try Invitation.all(in: folder)).run(quarters: quarters)
            return
        }
        if let path = value("--table") {
            try Filling(try Invitation.all(in: folder)).run(try FigureTable(path: path))
            return
        }
        let isStubborn = arguments.contains("--stubborn")
        let invitations = try Invitation.all(in: folder)
        let towns = try invitations.map { try Town($0, isStubborn: isStubborn) }
        for town in towns { try town.prepare(summaries: count) }
        let acknowledged = AcknowledgedFile(value("--acknowledged"))

        let start = monotonicSeconds()
        let startCPU = processorSeconds()
        let threads = towns.map { town in spawn { town.sendAll(acknowledged) } }
        for thread in threads { pthread_join(thread, nil) }
        let seconds = monotonicSeconds() - start
        let cpu = processorSeconds() - startCPU
        let sent = towns.reduce(0) { $0 + $1.sent }
        let failures = towns.compactMap(\.failure)
        for failure in failures.prefix(3) { complain(failure) }
        print(
            "{\"towns\":\(towns.count),\"summaries\":\(sent),\"bytes\":\(towns.first?.statementBytes ?? 0),"
                + "\"seconds\":\(seconds),\"per_second\":\(Double(sent) / seconds),\"cpu_seconds\":\(cpu),"
                + "\"failures\":\(failures.count)}")
        exit(failures.isEmpty ? 0 : 1)
    }
}

struct LoadError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// What this process has used so far: it shares the cores with what it measures.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func complain(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = write(2, line, line.count)
}

private final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
}

func spawn(_ run: @escaping () -> Void) -> pthread_t {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(run))
    let result = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        }, body.toOpaque())
    precondition(result == 0, "a thread could not be started")
    return thread
}
