import AccountPages
import Service

/// serve: runs until SIGTERM or Ctrl-C.
enum ServeCommand {
    static let command = Command(
        ["serve"],
        Wording(de: "Seiten zeigen, versenden, dem Protokoll folgen", en: "show the pages, deliver, follow the log"),
        details: Wording(
            de: "Läuft, bis SIGTERM oder Strg-C kommt. Hört ohne andere Einstellung nur auf 127.0.0.1.",
            en: "Runs until SIGTERM or Ctrl-C. Listens on 127.0.0.1 alone unless set otherwise."),
        run: CommandTools.run { invocation, console in
            let settings = try CommandTools.settings(invocation)
            let world = CommandTools.world(settings)
            let node = try Node(settings: settings, world: world)
            // A passphrase that is missing or wrong should show now and not when something is to be said.
            for membership in try node.memberships() where membership.isMember { _ = try node.keys(of: membership) }
            let server = try NodeServer(node: node, settings: settings)
            let stopped = Completion<Bool>()
            // First of all threads, so that signals reach the one that waits for them.
            let signals = try Signals(terminate: {
                world.log.info("stopping")
                server.stop()
                stopped.fulfil(true)
            })
            let ports = try server.start()
            world.log.info("started", .number("port", ports.public), .code("version", Main.version))
            let address = "\(settings.scheme)://\(settings.listen):\(ports.public)/"
            console.say(Wording(de: address, en: address))
            if let apart = settings.staffListen {
                let address = "\(settings.scheme)://\(apart.address):\(ports.staff)/staff"
                console.say(Wording(de: "Arbeitsbereich: \(address)", en: "Staff pages: \(address)"))
            }
            PlainPasswords.warn(
                host: settings.staffListen?.address ?? settings.listen, hasTLS: settings.tls != nil,
                isBehindProxy: !settings.trustedProxies.isEmpty, console)
            FirstAdmin.say(server.firstAdminLink, console)
            _ = stopped.wait()
            withExtendedLifetime(signals) {}
            world.log.info("stopped")
            return 0
        })
}
