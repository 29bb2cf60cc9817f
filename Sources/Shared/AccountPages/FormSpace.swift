import HTTP
import Synchronization

/// How many large forms are in memory at once, and how large a form may be.
///
/// A log-in form and its way back fit into `ofStrangers`. More is read only from somebody who is logged in, or from a
/// browser that has logged in here before: there a session may have ended over a long form, and nothing typed is lost.
final class FormSpace: Sendable {
    static let ofStrangers = 64 << 10
    static let ofStaff = 4 << 20

    enum Sender: Sendable {
        case session, knownBrowser
        /// A file to somewhere that takes large ones, from somebody who is logged in.
        case upload

        /// Large forms at once: 128 MiB of staff who are at work, 16 MiB of whoever may be anybody by now, two uploads.
        fileprivate var places: Int {
            switch self {
            case .session: 32
            case .knownBrowser: 4
            case .upload: 2
            }
        }
    }

    /// Taken while a form is in memory.
    final class Place: Sendable {
        private let space: FormSpace
        private let sender: Sender

        fileprivate init(_ space: FormSpace, _ sender: Sender) {
            self.space = space
            self.sender = sender
        }

        deinit { space.taken.withLock { $0[sender, default: 0] -= 1 } }
    }

    private let taken = Mutex<[Sender: Int]>([:])

    /// nil where too many are there already.
    func place(_ sender: Sender) -> Place? {
        let isFree = taken.withLock { taken in
            guard taken[sender, default: 0] < sender.places else { return false }
            taken[sender, default: 0] += 1
            return true
        }
        return isFree ? Place(self, sender) : nil
    }
}

extension StaffGate {
    /// The limit for a server that has these staff pages.
    ///
    /// - Parameters:
    ///   - uploads: how many bytes a path takes that files are sent to; nil for all others.
    ///   - elsewhere: what bodies may have beside the staff pages.
    public func bodyLimit(
        uploads: @escaping @Sendable (_ path: String) -> Int? = { _ in nil },
        elsewhere: @escaping @Sendable (Request) -> Int
    ) -> BodyLimit {
        BodyLimit { request, length throws(HTTPError) in
            guard isBelow(request) else { return BodyLimit.Allowance(bytes: elsewhere(request)) }
            if let length, length <= FormSpace.ofStrangers { return BodyLimit.Allowance(bytes: FormSpace.ofStrangers) }
            guard let sender = sender(request) else { return BodyLimit.Allowance(bytes: FormSpace.ofStrangers) }
            let upload = sender == .session ? uploads(request.path) : nil
            guard let place = space.place(upload == nil ? sender : .upload) else {
                throw HTTPError(.requestTooLarge, "Too many large forms arrive at once.", status: 503)
            }
            return BodyLimit.Allowance(bytes: upload ?? FormSpace.ofStaff, place: place)
        }
    }

    /// The page that says why a form was not read; nil for a request that is not to a staff page.
    public func refusal(status: Int, _ request: Request?) -> Response? {
        guard let request, isBelow(request), status == 413 || status == 503 else { return nil }
        return bodyNotRead(request, isBusy: status == 503, isKnown: sender(request) == .session)
    }

    private func isBelow(_ request: Request) -> Bool {
        request.path == site.prefix || request.path.hasPrefix(site.prefix + "/")
    }

    /// nil for a stranger. An account that cannot be read is nobody's.
    private func sender(_ request: Request) -> FormSpace.Sender? {
        do {
            if try visitor(request) != nil { return .session }
            return try site.desk.isKnownBrowser(cookies.read(.device, request)) ? .knownBrowser : nil
        } catch {
            site.log.error("staff.sender-unknown", .code("request", request.id), .failure(error))
            return nil
        }
    }
}
