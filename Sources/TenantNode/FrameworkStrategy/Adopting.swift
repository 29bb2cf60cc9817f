import Federation

/// The town's adoption of a version of the framework, for the browser and the command line alike.
struct Adopting: Sendable {
    let node: Node
    let name: String

    /// - Parameter number: of the version; nil means the newest.
    func adoption(_ number: Int64?, _ decision: Decision) throws -> Adoption {
        if let day = decision.date?.firstDay, day > node.today {
            throw NodeError(
                .refused, de: "Der Beschluss liegt in der Zukunft. Eingetragen wird er, wenn er gefasst ist.",
                en: "The decision lies in the future. It is entered once it has been taken.")
        }
        let frameworks = try node.log(of: try node.membership(name)).state.frameworks
        let chosen = number.map { number in frameworks.first { $0.value.number == number } } ?? frameworks.last
        guard let chosen else {
            throw NodeError(
                .notFound, de: "Diese Version der Rahmenstrategie gibt es im Protokoll nicht.",
                en: "This version of the framework does not exist in the log.")
        }
        return Adoption(decision: decision, framework: chosen.reference)
    }

    /// Throws where the version is adopted already, or a later one.
    func check(_ adoption: Adoption, _ position: Signer.Position) throws {
        let membership = position.membership
        let chosen = position.state.frameworks.first { $0.reference == adoption.framework }
        let present = try SummaryDesk(node: node, name: name).framework(membership, try node.log(of: membership))
        if let chosen, let present, chosen.value.number <= present.value.number {
            throw NodeError(
                .alreadyThere,
                de: "Angenommen ist schon Version \(present.value.number) der Rahmenstrategie; Version "
                    + "\(chosen.value.number) wird nicht noch einmal und nicht nachträglich angenommen.",
                en: "Version \(present.value.number) of the framework is adopted already; version "
                    + "\(chosen.value.number) is not adopted again or after it.")
        }
    }
}
