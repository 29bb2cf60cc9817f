import Foundation
import Pages
import Tables
import Testing

@testable import PlatformImport

func bytes(_ base64: String) -> [UInt8] {
    Data(base64Encoded: base64, options: .ignoreUnknownCharacters).map(Array.init) ?? []
}

func read(_ text: String, file: String = "ideen.csv", source: String? = nil) throws -> ImportPlan {
    try PlatformImport.read(Array(text.utf8), file: file, source: source)
}

/// Everything that would be written, without the report.
func written(_ plan: ImportPlan) -> String {
    String(describing: (plan.contributions, plan.comments, plan.results, plan.meetings, plan.source))
}

/// Seconds since 1970 of a time in UTC, by Foundation's calendar.
func seconds(_ iso: String) -> Int64? { ISO8601DateFormatter().date(from: iso).map { Int64($0.timeIntervalSince1970) } }

extension ImportReport.Part {
    func loss(_ column: String) -> ImportReport.Loss? { lost.first { $0.name == column }?.loss }
}
