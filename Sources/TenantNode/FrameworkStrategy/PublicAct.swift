import Crypto
import Database
import Federation

/// Something that binds the town in a federation and waits for a second person: exactly these words are signed.
struct PublicAct: Sendable {
    enum Content: Sendable {
        case adoption(Adoption)
        case position(Position)
        case declaration(Declaration)
        case key(KeyIntent)

        var kind: String {
            switch self {
            case .adoption: "adoption"
            case .position: "position"
            case .declaration: "declaration"
            case .key: "key"
            }
        }

        /// A newer act with the same subject takes the place of one that still waits.
        fileprivate var subject: String {
            switch self {
            case .adoption(let adoption): "\(adoption.framework.index)"
            case .position(let position): position.passage.description
            case .declaration: ""
            case .key(let intent): intent.use.rawValue
            }
        }

        var canonicalBytes: [UInt8] {
            switch self {
            case .adoption(let adoption): adoption.canonicalBytes
            case .position(let position): position.canonicalBytes
            case .declaration(let declaration): declaration.canonicalBytes
            case .key(let intent): intent.canonicalBytes
            }
        }

        init(kind: String, _ bytes: [UInt8]) throws {
            switch kind {
            case "adoption": self = .adoption(try Adoption(canonicalBytes: bytes))
            case "position": self = .position(try Position(canonicalBytes: bytes))
            case "declaration": self = .declaration(try Declaration(canonicalBytes: bytes))
            case "key": self = .key(try KeyIntent(canonicalBytes: bytes))
            default: throw DatabaseError(.corrupt, "The database holds an act that this program does not know.")
            }
        }
    }

    enum State: String, Sendable, CaseIterable {
        case waiting, approved, returned, replaced
    }

    let id: Int64
    let federation: String
    let content: Content
    /// Seconds since 1970.
    let proposed: Int64
    let author: Int64
    let authorName: String
    let state: State
    /// Why it was given back.
    let answer: String
    let answeredBy: String

    var sha256: Digest { SHA256.digest(content.canonicalBytes) }
}

enum PublicActStore {
    static let sql = """
        -- What waits for a second person before it is signed in the town's name: adoptions of the framework, positions,
        -- letters of intent. Content is the canonical bytes of the statement's body.
        CREATE TABLE public_act (
            id INTEGER PRIMARY KEY,
            federation TEXT NOT NULL REFERENCES federation (name),
            kind TEXT NOT NULL CHECK (kind IN ('adoption', 'position', 'declaration')),
            subject TEXT NOT NULL,
            content BLOB NOT NULL,
            proposed INTEGER NOT NULL,
            author INTEGER NOT NULL REFERENCES account (id),
            author_name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'returned', 'replaced')),
            answer TEXT NOT NULL,
            answered INTEGER,
            answered_by TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX public_act_waiting ON public_act (federation, kind, subject) WHERE state = 'waiting';
        """

    /// Changes of keys wait for a second person, too.
    static let sqlOfKeys = """
        CREATE TABLE public_act_with_keys (
            id INTEGER PRIMARY KEY,
            federation TEXT NOT NULL REFERENCES federation (name),
            kind TEXT NOT NULL CHECK (kind IN ('adoption', 'position', 'declaration', 'key')),
            subject TEXT NOT NULL,
            content BLOB NOT NULL,
            proposed INTEGER NOT NULL,
            author INTEGER NOT NULL REFERENCES account (id),
            author_name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'returned', 'replaced')),
            answer TEXT NOT NULL,
            answered INTEGER,
            answered_by TEXT NOT NULL
        ) STRICT;
        INSERT INTO public_act_with_keys SELECT id, federation, kind, subject, content, proposed, author, author_name,
            state, answer, answered, answered_by FROM public_act;
        DROP TABLE public_act;
        ALTER TABLE public_act_with_keys RENAME TO public_act;
        CREATE UNIQUE INDEX public_act_waiting ON public_act (federation, kind, subject) WHERE state = 'waiting';
        """

    private static let columns =
        "id, federation, kind, content, proposed, author, author_name, state, answer, answered_by"

    static func waiting(_ connection: borrowing Connection) throws -> [PublicAct] {
        try connection.query("SELECT \(columns) FROM public_act WHERE state = 'waiting' ORDER BY id", row: act)
    }

    static func find(_ id: Int64, _ connection: borrowing Connection) throws -> PublicAct? {
        try connection.first("SELECT \(columns) FROM public_act WHERE id = ?", .integer(id), row: act)
    }

    static func insert(
        _ content: PublicAct.Content, federation: String, by editor: Editor, account: Int64, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Int64 {
        try connection.execute(
            """
            UPDATE public_act SET state = 'replaced', answered = ?, answered_by = ?
            WHERE federation = ? AND kind = ? AND subject = ? AND state = 'waiting'
            """, .integer(seconds), .text(editor.name), .text(federation), .text(content.kind), .text(content.subject))
        try connection.execute(
            """
            INSERT INTO public_act (federation, kind, subject, content, proposed, author, author_name, state, answer,
                answered, answered_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', '', NULL, '')
            """, .text(federation), .text(content.kind), .text(content.subject), .blob(content.canonicalBytes),
            .integer(seconds), .integer(account), .text(editor.name))
        return connection.lastInsertedRow
    }

    /// - Returns: false where somebody else was quicker.
    static func answer(
        _ id: Int64, _ state: PublicAct.State, reason: String, by editor: Editor, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE public_act SET state = ?, answer = ?, answered = ?, answered_by = ?
            WHERE id = ? AND state = 'waiting'
            """, .text(state.rawValue), .text(reason), .integer(seconds), .text(editor.name), .integer(id)) == 1
    }

    private static func act(_ row: borrowing Row) throws -> PublicAct {
        PublicAct(
            id: try row.int64(0), federation: try row.text(1),
            content: try PublicAct.Content(kind: row.text(2), row.blob(3)), proposed: try row.int64(4),
            author: try row.int64(5), authorName: try row.text(6), state: try word(row.text(7)),
            answer: try row.text(8),
            answeredBy: try row.text(9))
    }
}
