import Accounts
import Pages

/// Roles as people read them.
enum RoleWords {
    static func name(_ role: StaffRole) -> Phrase {
        switch role {
        case .reader: Phrase(de: "Lesen", en: "Reader")
        case .author: Phrase(de: "Bearbeitung", en: "Author")
        case .approver: Phrase(de: "Freigabe", en: "Approver")
        case .moderator: Phrase(de: "Moderation", en: "Moderator")
        case .admin: Phrase(de: "Administration", en: "Admin")
        }
    }

    static func hint(_ role: StaffRole) -> Phrase {
        switch role {
        case .reader: Phrase(de: "sieht den Arbeitsbereich", en: "sees the staff pages")
        case .author:
            Phrase(de: "schreibt Strategie, Kennzahlen und Entwürfe", en: "writes strategy, indicators and drafts")
        case .approver: Phrase(de: "gibt frei, was andere geschrieben haben", en: "approves what others have written")
        case .moderator: Phrase(de: "betreut Beiträge der Öffentlichkeit", en: "takes care of what the public writes")
        case .admin:
            Phrase(
                de: "verwaltet Konten und Einstellungen und darf alles andere auch",
                en: "manages accounts and settings, and may do everything else")
        }
    }

    static func list(_ roles: Set<StaffRole>, _ language: Pages.Language) -> String {
        StaffRole.allCases.filter(roles.contains).map { name($0)(language) }.joined(separator: ", ")
    }

    static func field(_ roles: Set<StaffRole>, error: String?, _ language: Pages.Language) -> FormField {
        var field = FormField(
            id: "roles", label: Phrase.roles(language),
            control: .checkboxes(
                StaffRole.allCases.map {
                    FormField.Option($0.rawValue, name($0)(language), hint: hint($0)(language))
                }), error: error)
        field.values = StaffRole.allCases.filter(roles.contains).map(\.rawValue)
        return field
    }

    static func read(_ form: SubmittedForm) -> Set<StaffRole> {
        Set(form.all("roles").compactMap { StaffRole(rawValue: $0) })
    }
}
