// Keeps a wall up to date by server-sent events. Texts are only ever set as text. Without this file the wall is a page
// that shows what there was when it was loaded, and says so.
const wall = document.querySelector("[data-stream]");
const status = document.getElementById("wall-status");
const most = Number(wall.dataset.most);
let last = Number(wall.dataset.after);

function group(card) {
    const key = wall.dataset.by === "theme" ? card.theme : card.table;
    return wall.querySelector(`[data-group="${key ?? "none"}"]`);
}

function line(name, text) {
    const element = document.createElement("p");
    element.className = name;
    element.textContent = text;
    return element;
}

function labelOf(card) {
    const words = [];
    if (wall.dataset.by === "theme" && card.table) words.push(label("table", card.table));
    if (wall.dataset.by !== "theme" && card.theme) words.push(label("theme", card.theme));
    if (card.by) words.push(card.by);
    return words.filter(Boolean).join(" · ");
}

function label(kind, number) {
    return wall.querySelector(`[data-label="${kind}-${number}"]`)?.dataset.name ?? "";
}

function count() {
    for (const part of wall.querySelectorAll("[data-group]")) {
        const cards = part.querySelectorAll(".wall-card").length;
        part.querySelector(".wall-empty").hidden = cards > 0;
        if (part.dataset.group === "none") part.hidden = cards === 0;
    }
}

function take(card) {
    const old = wall.querySelector(`[data-card="${card.card}"]`);
    const part = group(card);
    if (!part) return location.reload();
    const item = document.createElement("li");
    item.className = old ? "wall-card" : "wall-card is-new";
    item.dataset.card = card.card;
    if (card.title) item.append(line("wall-title", card.title));
    item.append(line("wall-text lines", card.text));
    if (labelOf(card)) item.append(line("wall-label", labelOf(card)));
    const list = part.querySelector(".wall-cards");
    if (old && old.parentElement === list) old.replaceWith(item);
    else {
        old?.remove();
        list.prepend(item);
        while (list.children.length > most) {
            list.lastElementChild.remove();
            part.querySelector(".wall-more").hidden = false;
        }
    }
    count();
}

function listen(kind, act) {
    return (event) => {
        last = Number(event.lastEventId);
        act(JSON.parse(event.data));
    };
}

function connect() {
    const source = new EventSource(`${wall.dataset.stream}?after=${last}`);
    source.addEventListener("open", () => { status.textContent = wall.dataset.live; });
    source.addEventListener("card", listen("card", take));
    source.addEventListener("gone", listen("gone", (gone) => {
        wall.querySelector(`[data-card="${gone.card}"]`)?.remove();
        count();
    }));
    source.addEventListener("layout", listen("layout", () => location.reload()));
    source.addEventListener("error", () => {
        status.textContent = wall.dataset.lost;
        // The browser comes back by itself unless it was refused; then we ask again, not all at once.
        if (source.readyState === EventSource.CLOSED) setTimeout(connect, 5000 + Math.random() * 5000);
    });
}

for (const link of wall.querySelectorAll("[data-needless]")) link.hidden = true;
connect();
