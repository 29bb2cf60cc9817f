import Federation
import Ledger

/// What the shared code refuses, in words for the auditor: a plain sentence for the kind of fault, then the detail.
enum Explanation {
    static func of(_ refusal: Refusal) -> Phrase {
        Phrase(de: "\(german(refusal.code)) [\(refusal)]", en: refusal.description)
    }

    static func of(_ error: LedgerError) -> Phrase {
        let place = error.location.map { " (\($0))" } ?? ""
        return Phrase(de: "\(german(error.code)) [\(error.reason)\(place)]", en: error.reason + place)
    }

    private static func german(_ code: Refusal.Code) -> String {
        switch code {
        case .malformed, .truncated, .unknownMember: "Die Aussage hat nicht die vorgeschriebene Form."
        case .notCanonical, .invalidUTF8: "Die Aussage ist nicht in ihrer einzig gültigen Schreibweise."
        case .tooLarge: "Die Aussage ist zu groß."
        case .unknownKind, .unknownVersion: "Diese Art oder Fassung einer Aussage ist nicht bekannt."
        case .algorithm: "Dieses Signaturverfahren ist nicht erlaubt."
        case .wrongFederation: "Die Aussage gehört zu einer anderen Föderation."
        case .unknownKey: "Der Schlüssel ist in dieser Föderation nicht bekannt."
        case .foreignKey: "Der Schlüssel gehört jemand anderem oder dient einem anderen Zweck."
        case .revokedKey: "Der Schlüssel war widerrufen."
        case .wrongSignature: "Die Unterschrift ist falsch."
        case .notAdmitted: "Der Absender oder der Genannte ist kein Mitglied."
        case .suspended: "Der Absender war ausgeschlossen."
        case .role: "Der Absender darf eine solche Aussage nicht machen."
        case .sequence: "Die laufende Nummer des Absenders stimmt nicht: Es fehlt etwas oder steht falsch."
        case .previous: "Die Aussage schließt nicht an die vorige desselben Absenders an."
        case .fork: "Der Absender hat zu derselben Nummer zwei verschiedene Aussagen gemacht."
        case .future: "Die Aussage oder ein Beschluss darin ist auf die Zukunft datiert."
        case .number, .revision: "Die Nummer der Fassung stimmt nicht."
        case .report: "Der Bericht folgt nicht aus den Meldungen."
        case .closed: "Zu diesem Entwurf wurden keine Stellungnahmen mehr angenommen."
        case .reference: "Die Aussage verweist auf etwas, das es nicht gibt."
        case .membership: "Der Absender hatte im Berichtszeitraum nicht zu melden."
        case .unknownIndicator: "Der Indikator steht nicht im Rahmen."
        case .decimals, .range, .value: "Ein Wert liegt außerhalb dessen, was erlaubt ist."
        case .smallCount: "Eine kleine Personenzahl hätte unterdrückt werden müssen."
        case .recoverable: "Eine unterdrückte Zahl lässt sich aus den veröffentlichten errechnen."
        case .weakKey, .duplicateKey, .proof: "Ein neuer Schlüssel ist nicht annehmbar."
        case .rule: "Eine Regel der Föderation ist verletzt."
        case .leaf: "Der Eintrag passt nicht zu seiner Aussage."
        }
    }

    private static func german(_ code: LedgerError.Code) -> String {
        switch code {
        case .malformed, .tooLarge, .outOfRange: "Die Datei hat nicht die vorgeschriebene Form."
        case .proofInvalid, .tileInvalid: "Die Datei passt nicht zum Log."
        case .keyInvalid: "Ein Schlüssel ist nicht annehmbar."
        case .signatureInvalid: "Eine Unterschrift ist falsch."
        case .signatureMissing: "Die Unterschrift des Logs fehlt."
        case .originMismatch: "Der Prüfpunkt gehört zu einem anderen Log."
        case .signingFailed: "Es konnte nicht unterschrieben werden."
        case .policyInvalid: "Die Policy widerspricht sich."
        }
    }
}
