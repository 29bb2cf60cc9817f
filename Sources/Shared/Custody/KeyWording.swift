import Crypto
import Service

/// What to do about a key file that does not open.
public enum KeyWording {
    /// nil where the error speaks for itself.
    public static func of(_ error: any Error) -> Wording? {
        guard let error = error as? CryptoError else { return nil }
        switch error.code {
        case .passphraseNeeded:
            return Wording(
                de:
                    "Die Schlüssel sind mit einer Passphrase geschützt. Bitte ihre Datei mit --passphrase-file oder in den "
                    + "Einstellungen (keys.passphraseFile) nennen. (\(error.reason))",
                en:
                    "The keys are protected by a passphrase. Please name its file by --passphrase-file or in the settings "
                    + "(keys.passphraseFile). (\(error.reason))")
        case .wrongPassphrase:
            return Wording(
                de: "Die Passphrase ist falsch, oder die Schlüsseldatei ist beschädigt; es wurde nichts geändert. "
                    + "(\(error.reason))",
                en: "The passphrase is wrong, or the key file is damaged; nothing was changed. (\(error.reason))")
        case .badPassphrase:
            return Wording(
                de:
                    "Diese Passphrase wird nicht genommen: Eine neue hat mindestens \(Passphrase.minimumOfNew) und höchstens "
                    + "1024 Zeichen in einer Zeile. (\(error.reason))",
                en: error.reason)
        case .keyFilePermissions:
            return Wording(
                de: "Die Schlüsseldatei ist für andere lesbar. Bitte chmod 600. (\(error.reason))", en: error.reason)
        default: return nil
        }
    }
}
