import Custody
import Database
import Service

/// What to do about a fault of disk, folder or network that no command foresees.
enum FaultWording {
    /// nil where the error speaks for itself.
    static func of(_ error: any Error) -> Wording? {
        switch error {
        case let error as DatabaseError: database(error)
        case let error as ServiceError where error.code != .usage: service(error)
        case let failure as HubFailure:
            Wording(
                de: "Der Hub ist nicht zu erreichen: \(failure.wording.de)", en: "The hub cannot be reached: \(failure)"
            )
        default: KeyWording.of(error)
        }
    }

    private static func database(_ error: DatabaseError) -> Wording? {
        let detail = " (\(error.reason))"
        switch error.code {
        case .full:
            return Wording(
                de: "Der Datenträger ist voll. Bitte Platz schaffen; es geht nichts verloren." + detail,
                en: "The disk is full. Please make room; nothing is lost." + detail)
        case .readOnly, .cannotOpen, .inputOutput:
            return Wording(
                de: "Die Datenbank ist nicht zu öffnen oder nicht zu beschreiben. Bitte prüfen: Gehört der Datenordner "
                    + "diesem Benutzer, ist er beschreibbar, ist auf dem Datenträger Platz?" + detail,
                en: "The database cannot be opened or written. Please check: does the data folder belong to this user, "
                    + "is it writable, is there room on the disk?" + detail)
        case .corrupt, .notADatabase, .wrongApplication:
            return Wording(
                de: "Die Datenbank ist beschädigt oder nicht die eines Knotens. Bitte die letzte Sicherung mit "
                    + "„restore“ in einem neuen Ordner wiederherstellen." + detail,
                en: "The database is damaged or not a node's. Please restore the last backup in a new folder with "
                    + "\"restore\"." + detail)
        case .busy, .locked:
            return Wording(
                de: "Ein anderer Prozess verwendet die Datenbank. Bitte gleich noch einmal versuchen." + detail,
                en: "Another process is using the database. Please try again in a moment." + detail)
        case .newerDatabase:
            return Wording(
                de: "Die Datenbank stammt von einer neueren Fassung dieses Programms. Bitte das Programm erneuern."
                    + detail,
                en: "The database is of a newer version of this program. Please update the program." + detail)
        default: return nil
        }
    }

    private static func service(_ error: ServiceError) -> Wording? {
        let place = error.location.map { "\($0): " } ?? ""
        switch error.code {
        case .notPermitted:
            return Wording(de: "\(place)Keine Berechtigung. (\(error.reason))", en: "\(place)\(error.reason)")
        case .notFound:
            return Wording(de: "\(place)Nicht gefunden. (\(error.reason))", en: "\(place)\(error.reason)")
        case .diskFull:
            return Wording(de: "\(place)Der Datenträger ist voll. (\(error.reason))", en: "\(place)\(error.reason)")
        case .tooLarge:
            return Wording(de: "\(place)Die Datei ist zu groß. (\(error.reason))", en: "\(place)\(error.reason)")
        default: return nil
        }
    }
}
