import Federation
import Pages

extension Summary.Participation.Key {
    /// What is counted and of which part, such as "Beiträge, online".
    func name(_ framework: Framework, _ language: Language) -> String {
        let what = Phrase.participationFigures[figure.rawValue]?(language) ?? figure.rawValue
        guard let part = part.name(framework, language) else { return what }
        return "\(what), \(part)"
    }
}

extension Summary.Participation.Part {
    fileprivate func name(_ framework: Framework, _ language: Language) -> String? {
        switch self {
        case .whole: nil
        case .channel(let channel): Phrase.participationChannels[channel.rawValue]?(language) ?? channel.rawValue
        case .group(let group):
            Phrase.participationGroups[group?.rawValue ?? ""]?(language) ?? group?.rawValue
        case .field(let field):
            field.map { id in framework.fields.first { $0.id == id }?.name.text(language) ?? id.text }
                ?? Phrase.noField(language)
        }
    }
}
