import Archive
import Foundation

func bytes(_ base64: String) -> [UInt8] {
    Data(base64Encoded: base64, options: .ignoreUnknownCharacters).map(Array.init) ?? []
}

func workbook(_ base64: String) throws -> Workbook { try Workbook(try ZIPArchive(bytes(base64))) }

extension [UInt8] {
    /// With the first, or the last, occurrence of a piece replaced by one of the same length.
    func replacing(_ old: [UInt8], with new: [UInt8], last: Bool = false) -> [UInt8] {
        let places = indices.filter { self[$0...].starts(with: old) }
        guard let place = last ? places.last : places.first, old.count == new.count else { return self }
        return Array(self[..<place]) + new + Array(self[(place + old.count)...])
    }
}
