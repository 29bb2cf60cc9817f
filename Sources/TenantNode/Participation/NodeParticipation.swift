import AccountPages
import Drafting
import Events
import Exchange
import Federation
import HTTP
import Pages
import Participation
import PublicForms

/// Participation at this node: the desk that all its rooms work with. Nothing of the federation goes in but names.
enum NodeParticipation {
    static func desk(
        _ node: Node, gate: StaffGate, standard: Pages.Language, mail: MailSetup?,
        publicAddress: @escaping @Sendable () -> String
    ) throws -> ParticipationDesk {
        var desk = ParticipationDesk(
            store: node.store, world: node.world,
            site: PublicSite(
                world: node.world, key: try gate.site.desk.secret(for: "public forms"), publicAddress: publicAddress,
                language: { NodePages.language(of: $0, standard: standard) },
                frame: { request, language in NodePages.frame(node, request, language) },
                guarded: { NodePages.guarded($0) }),
            gate: gate, strategy: { try strategy(node) })
        desk.licence = node.openDataLicence
        desk.mail = mail
        desk.erasures = ErasureList(path: "\(node.folder)/\(ErasureList.fileName)")
        desk.personal += [RemarkRoom(), ConversationRoom()] as [any PersonalRoom]
        desk.processSections = [
            { try ProcessEvents.section($0, $1, $2) }, { try ProcessDocuments.section($0, $1, $2) },
            { try ImportedViews.section($0, $1, $2) },
        ]
        desk.waiting = [{ try EventsRoom.waiting($0, $1) }, { try DraftingRooms.waiting($0, $1) }]
        desk.ideaFacts = [{ try ImportedViews.facts($0, $1, $2) }]
        desk.staffRooms = [
            RoomLink(Phrase(de: "Veranstaltungen", en: "Events"), "/participation/events"),
            RoomLink(Phrase(de: "Gespräche", en: "Conversations"), "/participation/conversations"),
            RoomLink(Phrase(de: "Gemeinsame Texte", en: "Texts written together"), "/participation/documents"),
            RoomLink(
                Phrase(de: "Beiträge einer anderen Plattform einlesen", en: "Import contributions of another platform"),
                ImportPages.path),
        ]
        desk.publicRooms = [
            RoomLink(
                Phrase(de: "Texte, an denen Sie mitschreiben können", en: "Texts you can help to write"),
                ParticipationRooms.path + "/documents"),
            RoomLink(Phrase(de: "Offene Daten", en: "Open data"), ParticipationRooms.path + "/data"),
        ]
        return desk
    }

    /// What a measure's profile says of the ideas behind it.
    static func origins(_ desk: ParticipationDesk) -> @Sendable (Code, Pages.Language) throws -> HTML {
        { measure, language in try IdeaLineage.origins(of: measure.text, desk, language) }
    }

    /// The town's strategy, as far as contributions lead to it; opens transactions of its own.
    static func strategy(_ node: Node) throws -> TownStrategy {
        let (draft, open) = try node.store.read { connection in
            let draft = try StrategyStore.read(connection)
            return (draft, Set(try ProfileStore.publicMeasures(of: draft, connection).map(\.id)))
        }
        let catalogue = try IndicatorCatalogue.read(node)
        // A measure is meant to move what its goals are measured by.
        let measured = Dictionary(
            grouping: draft.mappings.filter { $0.kind == .indicator }, by: \.own)
        return TownStrategy(
            fields: draft.fields.sorted { ($0.order, $0.id) < ($1.order, $1.id) }.map {
                TownStrategy.Named(id: $0.id.text, name: $0.name)
            },
            measures: draft.measures.map { measure in
                TownStrategy.Measure(
                    id: measure.id.text, title: measure.title, fields: measure.fields.map(\.text),
                    indicators: Set(measure.goals.flatMap { measured[$0] ?? [] }.map(\.framework.text)).sorted(),
                    isPublic: open.contains(measure.id))
            },
            indicators: catalogue.definitions.map { definition in
                TownStrategy.Named(id: definition.id.text, name: definition.name.german)
            })
    }
}
