import Crypto
import HTTP
import Pages
import Synchronization

import struct Service.World

/// How often one kind of form may be sent from one connection in an hour. Whoever is refused and has a browser that runs
/// scripts may go on by `ProofOfWork`, up to a higher limit; whoever has none is told how long to wait.
public final class SendingLimit: Sendable {
    /// Proven submissions an hour, as a multiple of the ordinary ones.
    private static let provenFactor = 5

    private let network: RateLimit
    private let device: RateLimit?
    private let proven: RateLimit
    private let work: ProofOfWork

    /// - Parameters:
    ///   - perHour: from one network (`Request.clientNetwork`).
    ///   - perDevice: from one device, where devices are told apart.
    public init(perHour: Int, perDevice: Int? = nil, world: World) {
        network = RateLimit(perHour: perHour, random: world.randomBytes)
        device = perDevice.map { RateLimit(perHour: $0, random: world.randomBytes) }
        proven = RateLimit(perHour: perHour * Self.provenFactor, random: world.randomBytes)
        work = ProofOfWork(random: world.randomBytes)
    }

    /// Counts one submission that is otherwise good. Where it is one too many the fault is noted at `field`, and the turn
    /// remembers it: its form of `purpose` then offers the work, and its page says when to come back.
    /// - Parameters:
    ///   - purpose: that of the form's token.
    ///   - key: what the device is known by, see `PublicTurn.device`.
    public func allows(
        _ turn: PublicTurn, _ input: inout FormInput, purpose: String, at field: String, device key: [UInt8]? = nil
    ) -> Bool {
        let address = turn.request.clientNetwork
        let now = turn.site.world.monotonic()
        let name = key.map { Hex.encode($0) } ?? ""
        let perDevice = key == nil ? nil : device
        if perDevice?.allows(name, at: now) ?? true, network.allows(address, at: now) { return true }
        if !proven.isExhausted(address, at: now),
            work.redeem(
                input["work-challenge"], solution: input["work"], purpose: purpose, form: input["token"], at: turn.now),
            proven.allows(address, at: now)
        {
            return true
        }
        let wait = max(
            network.secondsUntilFree(address, at: now), perDevice?.secondsUntilFree(name, at: now) ?? 0)
        input.refuse(field, .tooOften(minutes: max(1, (wait + 59) / 60)))
        let challenge =
            proven.isExhausted(address, at: now)
            ? nil : work.challenge(purpose, at: turn.now, random: turn.site.world.randomBytes)
        turn.refusal.note(
            SendingRefusal(
                purpose: purpose, token: input["token"], seconds: max(1, wait), challenge: challenge))
        return false
    }
}

/// That a form was sent too often, and what can be done.
struct SendingRefusal: Sendable {
    let purpose: String
    /// The form's own token, which was good: the form that follows is the same one.
    let token: String
    /// Until the connection is free again.
    let seconds: Int
    /// The work that lets it go on now; nil where even that was done too often.
    let challenge: String?
}

/// What one turn has been refused; the pages drawn in it read it.
final class TurnRefusal: Sendable {
    private let refusal = Mutex<SendingRefusal?>(nil)

    func note(_ new: SendingRefusal) { refusal.withLock { $0 = new } }
    var noted: SendingRefusal? { refusal.withLock { $0 } }
}

extension PublicTurn {
    /// What a form of `purpose` holds besides its questions where it was sent too often: nothing otherwise. `form` of a
    /// turn has it already; a form drawn in another way puts it above its buttons.
    public func work(_ purpose: String) -> HTML {
        guard let refusal = refusal.noted, refusal.purpose == purpose, let challenge = refusal.challenge else {
            return .empty
        }
        let hidden = { (name: String, value: String) -> HTML in
            .element(.input, [.set(.type, "hidden"), .set(.name, name), .set(.value, value)], [])
        }
        return [
            hidden("work-challenge", challenge), hidden("work", ""),
            // Shown by the script, so nobody is offered what their browser cannot do.
            .element(
                .div,
                [
                    .class("callout callout-information"), .data("work", challenge),
                    .data("bits", "\(ProofOfWork.bits)"), .data("count", "\(ProofOfWork.count)"),
                    .data("done", self(.workDone)), .flag(.hidden),
                ],
                [
                    .p(.text(self(.workTitle)), class: "callout-title"),
                    .element(.p, [.set(.role, "status")], [.text(self(.workGoesOn))]),
                ]),
        ]
    }
}
