import Glibc

/// What the kernel says about this process, under the names that Prometheus clients share.
enum ProcessMetrics {
    static func text() -> String {
        var text = ""
        let add = { (name: String, help: String, kind: String, value: Double?) in
            guard let value else { return }
            text += MetricFamily.head(name, help, kind) + "\(name) \(MetricFamily.number(value))\n"
        }
        let fields = statusFields()
        add("process_resident_memory_bytes", "Resident memory in bytes.", "gauge", residentBytes())
        add("process_open_fds", "Open file descriptors.", "gauge", openDescriptors())
        add("process_threads", "Threads of the process.", "gauge", field(fields, 20))
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        if let user = field(fields, 14), let system = field(fields, 15) {
            add("process_cpu_seconds_total", "Processor time used, in seconds.", "counter", (user + system) / ticks)
        }
        if let start = field(fields, 22), let boot = bootSeconds() {
            add(
                "process_start_time_seconds", "Start of the process, seconds since 1970.", "gauge", boot + start / ticks
            )
        }
        return text
    }

    private static func residentBytes() -> Double? {
        let pages = read("/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Double($0) }
        return pages.map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
    }

    private static func openDescriptors() -> Double? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without ".", ".." and the folder just opened.
        return Double(max(0, count - 3))
    }

    /// The fields of /proc/self/stat after the program's name, which may hold spaces and brackets itself (proc(5)).
    private static func statusFields() -> [Substring] {
        let text = read("/proc/self/stat")
        guard let end = text.lastIndex(of: ")") else { return [] }
        return text[text.index(after: end)...].split(separator: " ")
    }

    /// Field numbers as in proc(5), where the name is field 2.
    private static func field(_ fields: [Substring], _ number: Int) -> Double? {
        fields.indices.contains(number - 3) ? Double(fields[number - 3]) : nil
    }

    private static func bootSeconds() -> Double? {
        let line = read("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst(6)) }
    }

    private static func read(_ path: String) -> String {
        String(decoding: (try? Files.readFile(path, maximum: 1 << 20)) ?? [], as: UTF8.self)
    }
}
