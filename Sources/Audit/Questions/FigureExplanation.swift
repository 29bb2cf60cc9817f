import Crypto
import Federation

/// The calculation of one regional figure, down to the signed statement behind every number in it.
struct FigureExplanation {
    /// Which figure is meant.
    struct Question: Equatable, Sendable {
        var indicator = ""
        var period = ""
        /// The report whose figure is meant; without one, how it stands at the end of the log.
        var report: String?
        /// Nil for the newest.
        var edition: Int64?
    }

    let export: AuditedExport
    let state: FederationState
    let framework: Recorded<Framework>
    let report: RecordedReport?
    let explained: ExplainedFigure
    /// The figure in the report, byte for byte the computed one; nil where the report has none.
    let signed: Figure?

    /// Answers from an export that has been verified. `again` examines it once more as of an entry. Throws `malformed`
    /// where the export has no such figure.
    init(
        _ question: Question, in export: AuditedExport, again: (AsOf) throws(AuditError) -> AuditedExport
    ) throws(AuditError) {
        guard let indicator = Code(question.indicator), let period = Period(question.period) else {
            throw .usage(
                de: "Gefragt wird nach einem Indikator wie child-poverty und einem Zeitraum wie 2022.",
                en: "Ask for an indicator such as child-poverty and a period such as 2022.")
        }
        guard export.report.selection == nil else {
            throw .absent(
                de: "Das ist ein Teilexport: Aus ihm lässt sich keine regionale Kennzahl nachrechnen.",
                en: "This is a partial export: no regional figure can be recomputed from it.")
        }
        self.export = export
        let report = try Self.report(question, in: export)
        var state = export.state
        if let report {
            // A report is computed just before its own entry, with the day of the entry before it as today.
            guard let then = try again(.index(report.index - 1)).stateThen else {
                throw .absent(de: "Der Bericht hat keinen Vorgänger im Log.", en: "Nothing stands before the report.")
            }
            state = then
        }
        let named = report.map(\.report.framework)
        let known = state.frameworks.first { $0.reference == named } ?? state.currentFramework
        guard let framework = known else {
            throw .absent(de: "Es gibt noch keinen Rahmen.", en: "There is no framework yet.")
        }
        self.report = report
        self.state = state
        self.framework = framework
        guard let definition = framework.value.indicator(indicator) else {
            let known = framework.value.indicators.map(\.id.text).joined(separator: ", ")
            throw .absent(
                de: "Den Indikator \(indicator) gibt es in Fassung \(framework.value.number) nicht. Es gibt: \(known)",
                en: "Version \(framework.value.number) has no indicator \(indicator). It has: \(known)")
        }
        explained = RegionalFigures(state, framework: framework.value).figure(definition, in: period)
        signed = report?.report.figures.first { $0.indicator == indicator && $0.period == period }
    }

    private static func report(
        _ question: Question, in export: AuditedExport
    ) throws(AuditError) -> RecordedReport? {
        guard let text = question.report else { return nil }
        let named = export.reports.filter { $0.report.period.description == text }
        let found = question.edition.map { edition in named.last { $0.report.edition == edition } } ?? named.last
        guard let found else {
            let known = export.reports.map { "\($0.report.period)-\($0.report.edition)" }.joined(separator: ", ")
            throw .absent(
                de: "Diesen Bericht gibt es nicht. Es gibt: \(known)",
                en: "There is no such report. There are: \(known)")
        }
        return found
    }

    /// 0, or what the verdict on the export says; 1 where the signed report says something else.
    var exitCode: Int32 { isContradicted ? 1 : export.report.exitCode }

    var isContradicted: Bool { signed.map { $0.canonicalBytes != figure.canonicalBytes } ?? false }

    var figure: Figure { explained.figure }
    var definition: Indicator { explained.definition }

    /// Members of that period of which no value was expected.
    var unexpected: [String] {
        let concerned = Set(explained.contributions.map(\.tenant))
        return state.sortedMembers.filter { member in
            member.isReporting(on: figure.period.lastDay) && !concerned.contains(member.tenant)
        }.map(\.tenant.text)
    }

    /// A decimal where the number is one, else a fraction.
    static func exact(_ number: Rational) -> String {
        for decimals in 0...9 {
            guard let rounded = number.rounded(decimals: decimals) else { break }
            if Rational(rounded).isLess(than: number) == false, number.isLess(than: Rational(rounded)) == false {
                return rounded.description
            }
        }
        return "\(number.numerator)/\(number.denominator)"
    }
}
