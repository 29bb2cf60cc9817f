// Fast capture for recorders: what is typed is kept on this device until the town has it. Each card has a key made here,
// under which it is stored once, however often it is sent. Without this file the page is a plain form.
const form = document.getElementById("capture");
const text = form.elements.text;
const state = document.getElementById("capture-state");
const list = document.getElementById("capture-list");
const say = form.dataset;
const place = `rahmenwerk-capture-${say.table}`;
let isSending = false;

function read() {
    try {
        return JSON.parse(localStorage.getItem(place)) ?? [];
    } catch {
        return [];
    }
}

function write(waiting) {
    localStorage.setItem(place, JSON.stringify(waiting));
    show();
}

function key() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function show() {
    const waiting = read();
    const refused = waiting.filter((card) => card.refused);
    const open = waiting.length - refused.length;
    state.textContent = open === 0 ? say.none : (open === 1 ? say.one : say.many.replace("#", open))
        + (navigator.onLine ? "" : " " + say.offline);
    list.replaceChildren(...refused.map((card) => {
        const item = document.createElement("li");
        const words = document.createElement("p");
        const shown = card.text.length > 300 ? `${card.text.slice(0, 300)} …` : card.text;
        words.textContent = `${shown} – ${card.refused}`;
        const back = document.createElement("button");
        back.type = "button";
        back.className = "button secondary";
        back.textContent = say.again;
        back.addEventListener("click", () => {
            // What stands half written in the field is no less worth: it takes the place of the card.
            const half = text.value.trim();
            const others = read().filter((other) => other.key !== card.key);
            text.value = card.text;
            keepDraft();
            write(half ? [...others, { key: key(), text: half, group: card.group, refused: say.half }] : others);
            text.focus();
        });
        item.append(words, back);
        return item;
    }));
}

function keepDraft() {
    localStorage.setItem(`${place}-draft`, text.value);
}

// A page that loads forever is as good as none.
function patience() {
    return AbortSignal.timeout(15000);
}

async function send() {
    if (isSending) return;
    isSending = true;
    try {
        for (let card = next(); card; card = next()) {
            const answer = await fetch(say.send, {
                method: "POST", body: new URLSearchParams({ key: card.key, text: card.text, group: card.group }),
                signal: patience(),
            });
            if (answer.status === 204) write(read().filter((other) => other.key !== card.key));
            else if (isRefusal(answer.status)) {
                const reason = answer.status === 404 ? say.gone : await answer.text();
                write(read().map((other) => other.key === card.key ? { ...other, refused: reason } : other));
            } else throw new Error(answer.status);
        }
    } catch {
        // Not taken: the card stays, and is sent again by the clock or when the network is back.
    } finally {
        isSending = false;
        show();
    }
}

// Sending such a card again would not help, and the cards behind it would wait for ever.
function isRefusal(status) {
    return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function next() {
    return read().find((card) => !card.refused);
}

form.addEventListener("submit", (event) => {
    event.preventDefault();
    const written = text.value.trim();
    if (!written) return text.focus();
    const card = { key: key(), text: written, group: form.elements.group.value };
    if (new TextEncoder().encode(written).length > Number(say.most)) card.refused = say.long;
    try {
        write([...read(), card]);
    } catch {
        // No room on this device, or none allowed: the plain form still works.
        return form.submit();
    }
    text.value = "";
    keepDraft();
    text.focus();
    send();
});
text.addEventListener("input", keepDraft);
addEventListener("online", send);
addEventListener("offline", show);
addEventListener("storage", show);
setInterval(send, 3000);
if (!text.value) text.value = localStorage.getItem(`${place}-draft`) ?? "";
text.focus();
show();
send();
