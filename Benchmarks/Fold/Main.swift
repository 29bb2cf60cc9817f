import Crypto
import Federation
import Glibc

/// Folds a region's log and computes its reports, and verifies the same statements in the same run.
///
///     rahmenwerk-fold [--towns 59] [--years 10] [--indicators 60]
///     rahmenwerk-fold --framework 60
///
/// The second prints the framework of so many indicators, for `framework publish`.
///
/// Prints one JSON line. Times are seconds of the processor; everything runs on one thread.
@main
struct Main {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        func number(_ name: String, _ usual: Int) -> Int {
            arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? usual
        }
        if arguments.contains("--framework") {
            print(FrameworkText(indicators: number("--framework", 60)).json)
            return
        }
        let region = try Region(
            towns: number("--towns", 59), years: number("--years", 10), indicators: number("--indicators", 60))
        let summaries = region.summaries.flatMap(\.self)

        // Reading and signature, as a hub or an auditor must do before anything is folded; then the signature alone.
        let unverified = try summaries.map { try UnverifiedStatement($0.bytes) }
        var verified: [SignedStatement] = []
        let verifying = try seconds {
            for logged in summaries {
                verified.append(try UnverifiedStatement(logged.bytes).verified(by: logged.key))
            }
        }
        let signatures = try seconds {
            for (logged, statement) in zip(summaries, unverified) { _ = try statement.verified(by: logged.key) }
        }

        var state = FederationState(origin: Region.origin)
        for logged in region.beginning {
            let statement = try UnverifiedStatement(logged.bytes).verified(by: logged.key)
            try fold(statement, into: &state)
        }
        // One round of all towns after the other: the first into a short log, the last into a long one.
        var rounds: [Double] = []
        var place = 0
        var book: Book?
        for round in region.summaries {
            // The last round are revisions.
            if rounds.count == region.summaries.count - 1 {
                book = try Book(state, Array(verified[place..<place + min(round.count, 200)]))
            }
            let statements = verified[place..<place + round.count]
            place += round.count
            rounds.append(try seconds { for statement in statements { try fold(statement, into: &state) } })
        }
        let quarters = rounds.dropLast()
        let towns = Double(region.towns)

        var report: RegionalReport?
        let quarterly = try seconds { report = try region.quarters.last.map { try state.report(period: $0) } }
        var yearReport: RegionalReport?
        let yearly = try seconds {
            yearReport = try Period(year: 2026, frequency: .year, number: 1).map { try state.report(period: $0) }
        }
        let fields: [(String, Double)] = [
            ("book_seconds", book?.beginning ?? 0), ("book_next", book?.next ?? 0), ("book_fold", book?.fold ?? 0),
            ("summaries", Double(summaries.count)), ("bytes", Double(summaries.first?.bytes.count ?? 0)),
            ("verified_per_second", Double(summaries.count) / verifying),
            ("signatures_per_second", Double(summaries.count) / signatures),
            ("folded_per_second", Double(summaries.count) / rounds.reduce(0, +)),
            ("first_quarters", median(Array(quarters.prefix(8))) / towns),
            ("last_quarters", median(Array(quarters.suffix(8))) / towns), ("revisions", (rounds.last ?? 0) / towns),
            ("report_seconds", quarterly), ("report_figures", Double(report?.figures.count ?? 0)),
            ("report_bytes", Double(report?.canonicalBytes.count ?? 0)), ("year_report_seconds", yearly),
            ("year_report_figures", Double(yearReport?.figures.count ?? 0)),
        ]
        print("{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}")
    }

    private static func fold(_ statement: SignedStatement, into state: inout FederationState) throws {
        let entry = LogEntry(of: statement, received: Region.moment(state.size))
        state.apply(try state.check(statement, as: entry))
    }

    /// What one more summary costs a hub that shows all regional figures: the fold, while a reader still holds the state
    /// before, and the book that goes on.
    private struct Book {
        let beginning: Double
        let next: Double
        let fold: Double

        init(_ state: FederationState, _ summaries: [SignedStatement]) throws {
            var state = state
            var book = FigureBook(state)
            beginning = seconds {
                book = FigureBook(state)
                for place in book.indicators.indices { _ = book.figures(at: place) }
            }
            var times: [Double] = []
            var folds: [Double] = []
            for statement in summaries {
                folds.append(try seconds { try Main.fold(statement, into: &state) })
                times.append(
                    seconds {
                        _ = book.advance(to: state)
                        for place in book.indicators.indices { _ = book.figures(at: place) }
                    })
            }
            next = median(times)
            fold = median(folds)
        }
    }

    /// Processor time of this thread, so that what else runs on the machine counts little.
    private static func seconds(_ run: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        try run()
        return now() - start
    }

    private static func median(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.sorted()[values.count / 2]
    }
}
