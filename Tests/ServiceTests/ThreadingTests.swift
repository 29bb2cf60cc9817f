import Glibc
import Synchronization
import Testing

@testable import Service

@Suite struct ThreadingTests {
    @Test func threadsHaveNamesAndStacks() throws {
        let name = Mutex("")
        let thread = try Thread.spawn(name: "a name that is too long", stackSize: 4 << 20) {
            let comm = (try? Files.readFile("/proc/thread-self/comm", maximum: 64)) ?? []
            name.withLock { $0 = String(decoding: comm, as: UTF8.self) }
        }
        thread.join()
        thread.join()
        #expect(name.withLock { $0 } == "a name that is \n")
        #expect(error { try Thread.spawn(name: "x", stackSize: 1) {} } != nil)
    }

    /// Nothing is lost or doubled between producers and one consumer, and each producer's order stays.
    @Test func queueHandsEverythingOverInOrder() throws {
        let queue = BlockingQueue<(Int, Int)>(capacity: 16)
        let producers = try (0..<4).map { producer in
            try Thread.spawn(name: "producer") {
                for number in 0..<500 { _ = queue.pushWaiting((producer, number)) }
            }
        }
        let closer = try Thread.spawn(name: "closer") {
            for producer in producers { producer.join() }
            queue.close()
        }
        var next = [0, 0, 0, 0]
        var largest = 0
        while let batch = queue.popAll() {
            largest = max(largest, batch.count)
            for (producer, number) in batch {
                #expect(next[producer] == number)
                next[producer] += 1
            }
        }
        closer.join()
        #expect(next == [500, 500, 500, 500] && largest <= 16)
    }

    @Test func queueBounds() {
        let queue = BlockingQueue<Int>(capacity: 2)
        #expect(queue.push(1) && queue.push(2) && !queue.push(3) && queue.count == 2)
        #expect(!queue.pushWaiting(3, timeout: .milliseconds(10)))
        #expect(queue.popAll(maximum: 1) == [1])
        queue.close()
        #expect(!queue.push(4) && queue.popAll() == [2] && queue.popAll() == nil)
        let empty = BlockingQueue<Int>(capacity: 1)
        let start = Clocks.monotonic()
        #expect(empty.popAll(timeout: .milliseconds(30)) == [])
        #expect(Clocks.monotonic() - start >= 30_000_000)
    }

    @Test func signalsAreKeptOnce() throws {
        let signal = Signal()
        signal.notify()
        signal.notify()
        #expect(signal.wait() && !signal.wait(timeout: .zero))
        let thread = try Thread.spawn(name: "notify") { signal.notify() }
        #expect(signal.wait(timeout: .seconds(60)))
        thread.join()
    }

    @Test func completionsKeepTheirFirstValue() throws {
        let completion = Completion<Int>()
        #expect(completion.wait(timeout: .milliseconds(1)) == nil)
        let thread = try Thread.spawn(name: "fulfil") { completion.fulfil(1) }
        #expect(completion.wait() == 1)
        thread.join()
        #expect(!completion.fulfil(2) && completion.wait() == 1)
    }

    @Test func terminateIsCalledOnce() async {
        await #expect(processExitsWith: .exitCode(3)) {
            let calls = Completion<Int>()
            let reloads = Completion<Int>()
            let signals = try Signals(terminate: { calls.fulfil(1) }, reload: { reloads.fulfil(1) })
            // To the thread itself: in a test process others run that don't hold the signals back.
            pthread_kill(signals.thread.identifier, SIGHUP)
            guard reloads.wait(timeout: .seconds(30)) == 1, calls.wait(timeout: .zero) == nil else { exit(4) }
            pthread_kill(signals.thread.identifier, SIGTERM)
            exit(calls.wait(timeout: .seconds(30)) == 1 ? 3 : 5)
        }
    }

    @Test func aSecondInterruptEndsAtOnce() async {
        await #expect(processExitsWith: .exitCode(130)) {
            let started = Signal()
            let never = Signal()
            let signals = try Signals(terminate: {
                started.notify()
                _ = never.wait()
            })
            pthread_kill(signals.thread.identifier, SIGINT)
            _ = started.wait()
            pthread_kill(signals.thread.identifier, SIGINT)
            _ = never.wait(timeout: .seconds(30))
            exit(1)
        }
    }
}
