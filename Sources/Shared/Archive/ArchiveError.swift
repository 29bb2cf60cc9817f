/// The one error of this target: what kind, why, and in which part of the file.
///
/// Two errors are equal when their codes are equal, so that callers and tests branch on the kind and people read the
/// reason.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No ZIP archive at all.
        case notAnArchive
        /// Cut off, overwritten, or made to mislead: fields that contradict each other.
        case damaged
        /// A feature that is not read: encryption, several disks, ZIP64, another method than stored and deflate.
        case unsupported
        /// More entries, bytes, rows or cells than the limits allow, or a ratio that only a ZIP bomb has.
        case tooLarge
        /// The content is not the one whose CRC-32 was written down.
        case checksumMismatch
        /// XML that is not well-formed, or holds what is refused here, such as a document type.
        case malformedXML
        /// A ZIP archive, but not a workbook with the parts that have to be there.
        case notAWorkbook
    }

    public let code: Code
    /// In English, for logs and developers.
    public let reason: String
    /// The name of the entry; empty where the archive as a whole is meant.
    public let place: String

    init(_ code: Code, _ reason: String, in place: String = "") {
        self.code = code
        self.reason = reason
        self.place = place
    }

    public var description: String { place.isEmpty ? "\(code): \(reason)" : "\(code) in \(place): \(reason)" }

    public static func == (left: ArchiveError, right: ArchiveError) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    func located(in entry: String) -> ArchiveError { place.isEmpty ? ArchiveError(code, reason, in: entry) : self }
}
