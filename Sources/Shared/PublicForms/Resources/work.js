// Works for a form that the rate limit has refused: finds numbers whose SHA-256 begins with enough zero bits, and fills
// them in. Written out here because WebCrypto is missing without TLS, and is slow for very many very short messages.
const block = document.querySelector("[data-work]");
const form = block.closest("form");
const says = block.querySelector("[role=status]");
const { work: challenge, done } = block.dataset;
const bits = Number(block.dataset.bits);
const count = Number(block.dataset.count);

// The constants of FIPS 180-4: fractions of the roots of the first primes.
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const primes = [];
for (let number = 2; primes.length < 64; number++) if (primes.every((prime) => number % prime)) primes.push(number);
const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const words = new Int32Array(64);

// The first 32 bits of the digest of a short text of ASCII.
function digest(text) {
    const blocks = ((text.length + 8) >> 6) + 1;
    const state = start.slice();
    for (let part = 0; part < blocks; part++) {
        words.fill(0, 0, 16);
        for (let at = 0; at < 64; at++) {
            const place = part * 64 + at;
            const byte = place < text.length ? text.charCodeAt(place) : place === text.length ? 0x80 : 0;
            words[at >> 2] |= byte << (24 - (at & 3) * 8);
        }
        if (part === blocks - 1) words[15] = text.length * 8;
        for (let at = 16; at < 64; at++) {
            const x = words[at - 15], y = words[at - 2];
            const small = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
            const large = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
            words[at] = words[at - 16] + small + words[at - 7] + large;
        }
        let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (let at = 0; at < 64; at++) {
            const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
            const one = (h + high + ((e & f) ^ (~e & g)) + rounds[at] + words[at]) | 0;
            const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
            const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
            h = g;
            g = f;
            f = e;
            e = (d + one) | 0;
            d = c;
            c = b;
            b = a;
            a = (one + two) | 0;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
    return state[0];
}

const found = [];
let next = 0;
let waiting = null;

// A little at a time, so that the page stays usable meanwhile.
function go() {
    const until = performance.now() + 40;
    while (found.length < count && performance.now() < until) {
        for (let tries = 0; tries < 100; tries++) {
            if (Math.clz32(digest(`${challenge}:${found.length}:${next++}`)) < bits) continue;
            found.push(next - 1);
            next = 0;
            break;
        }
    }
    if (found.length < count) return setTimeout(go);
    form.elements.work.value = found.join(".");
    says.textContent = done;
    if (waiting) form.requestSubmit(waiting.submitter);
}

// Whoever sends before the work is done waits for it; the button that was pressed is pressed again then.
form.addEventListener("submit", (event) => {
    if (found.length === count) return;
    event.preventDefault();
    waiting = { submitter: event.submitter };
});

block.hidden = false;
go();
