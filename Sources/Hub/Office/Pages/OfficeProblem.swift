import Database
import Federation
import Pages
import Service

/// Why an act of the office was not done, as the person reads it.
enum OfficeProblem {
    static func phrase(_ error: any Error) -> Phrase {
        switch error {
        case let refusal as Refusal:
            guard let known = ProblemPhrases.all[refusal.code.rawValue] else { break }
            return Phrase(
                de: "\(known.meaning(.german)) \(known.action(.german)) [\(refusal.reason)]",
                en: "\(known.meaning(.english)) \(known.action(.english)) [\(refusal.reason)]")
        case Unavailable.fullDisk:
            return Phrase(
                de:
                    "Die Festplatte des Hubs ist fast voll. Es wurde nichts gespeichert. Bitte schaffen Sie Platz und versuchen Sie es dann noch einmal.",
                en: "The hub’s disk is almost full. Nothing was saved. Please make room and then try again.")
        case Unavailable.history(let stop): return .stopped(stop)
        case is Unavailable:
            return Phrase(
                de:
                    "Der Hub kann sein Protokoll gerade nicht schreiben. Es wurde nichts gespeichert. Bitte versuchen Sie es in einigen Minuten noch einmal.",
                en: "The hub cannot write its log at the moment. Nothing was saved. Please try again in a few minutes.")
        case let error as DatabaseError where error.code == .full: return .diskIsFull
        case let error as DatabaseError where error.code == .busy: return .storeIsBusy
        case let error as ServiceError:
            return Phrase(de: "Das geht nicht: \(error).", en: "That is not possible: \(error).")
        default: break
        }
        return Phrase(de: "Das hat nicht geklappt: \(error)", en: "That did not work: \(error)")
    }
}
