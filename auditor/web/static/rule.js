"use strict";
(() => {
  document.documentElement.classList.add("js");
  const form = document.getElementById("draft");
  if (!form) return;
  const get = (id) => document.getElementById(id);
  const lines = form.querySelector(".lines textarea");
  const numbers = form.querySelector(".numbers");
  const before = get("entry-before");
  const fields = get("form");
  const [save, what] = [get("save"), get("what")];
  let suggested = what.value;
  let wrong = new Set();
  // Fields that somebody typed into and no answer has taken up yet.
  const touched = new Set();

  const number = () => {
    const count = lines.value.split("\n").length;
    while (numbers.children.length > count) numbers.lastChild.remove();
    while (numbers.children.length < count) {
      const each = document.createElement("span");
      each.textContent = numbers.children.length + 1;
      numbers.append(each);
    }
    [...numbers.children].forEach((each, index) => each.classList.toggle("wrong", wrong.has(index + 1)));
    numbers.scrollTop = lines.scrollTop;
  };
  lines.addEventListener("scroll", () => (numbers.scrollTop = lines.scrollTop));

  const go = (line, column) => {
    const above = lines.value.split("\n").slice(0, line - 1);
    const place = above.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    lines.focus();
    lines.setSelectionRange(place, place);
  };

  const item = (...pieces) => {
    const made = document.createElement("li");
    made.append(...pieces);
    return made;
  };

  const note = ([line, column, cause, remedy]) => {
    const how = document.createElement("span");
    how.className = "remedy";
    how.textContent = `改法：${remedy}`;
    if (!line) return item(cause, " ", how);
    const there = document.createElement("button");
    there.type = "button";
    there.textContent = `第 ${line} 行第 ${column} 列`;
    there.addEventListener("click", () => go(line, column));
    return item(there, "：", cause, " ", how);
  };

  const another = () => {
    const all = get("parts").querySelectorAll(".part");
    const fresh = all[all.length - 1].cloneNode(true);
    for (const each of fresh.querySelectorAll("input, textarea")) each.value = "";
    all[all.length - 1].after(fresh);
    return fresh;
  };

  const fill = (id, { texts, parts }) => {
    const named = get("f-id");
    if (named && !touched.has(named)) named.value = id;
    for (const [key, text] of Object.entries(texts)) {
      const field = form.elements[key];
      if (!field || field.value === text || touched.has(field)) continue;
      if (field.tagName === "SELECT" && ![...field.options].some((each) => each.value === text)) {
        field.append(new Option(text, text));
      }
      field.value = text;
    }
    const place = get("parts");
    if (!place || [...touched].some((each) => place.contains(each))) return;
    while (place.querySelectorAll(".part").length > parts.length + 1) place.querySelector(".part").remove();
    while (place.querySelectorAll(".part").length < parts.length + 1) another();
    place.querySelectorAll(".part").forEach((each, index) => {
      const [name, terms] = parts[index] || ["", ""];
      each.querySelector("input").value = name;
      each.querySelector("textarea").value = terms;
    });
  };

  // Only the other side is written: where somebody types, the cursor stays.
  const keepInStep = (answer, byLines) => {
    if (byLines) {
      fields.disabled = !answer.fields.readable;
      if (answer.fields.readable) fill(answer.id, answer.fields);
    } else {
      lines.value = answer.entry;
      touched.clear();
    }
    before.value = answer.entry;
  };

  const tell = (answer) => {
    wrong = new Set(answer.notes.map(([line]) => line));
    get("notes").replaceChildren(...answer.notes.map(note));
    get("failing").replaceChildren(...answer.failing.map((each) => item(each)));
    get("changes").replaceChildren(...answer.changes.map((each) => item(each)));
    get("fine").hidden = !answer.good || answer.changes.length > 0;
    get("differs").hidden = !answer.good || !answer.changes.length;
    save.disabled = !answer.good;
    if (what.value === suggested) what.value = answer.what;
    suggested = answer.what;
    number();
  };

  let turn = 0;
  let stop = new AbortController();
  const send = async (address, more = {}) => {
    const data = new FormData(form);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    const answer = await fetch(address, { method: "POST", body: data, signal: stop.signal });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const tryOut = async (mine, answer) => {
    get("effects").replaceChildren();
    get("table").hidden = true;
    get("progress").textContent = "";
    if (!answer.good || !answer.changes.length) return;
    let [tried, leftOut, changed, after, rest] = [0, 0, 0, 0, 1];
    while (rest > 0) {
      const found = await send(form.dataset.preview, { after });
      if (mine !== turn) return;
      tried += found.tried;
      leftOut += found.left_out;
      changed += found.changed;
      ({ after, rest } = found);
      get("effects").insertAdjacentHTML("beforeend", found.html);
      get("table").hidden = !changed;
      get("progress").textContent =
        `试了 ${tried - leftOut} 份，${changed} 份有变化` +
        (leftOut ? `；没有读出内容的 ${leftOut} 份没有算` : "") +
        (rest ? `；还有 ${rest} 份…` : "。");
    }
  };

  const look = async () => {
    const mine = ++turn;
    stop.abort();
    stop = new AbortController();
    const byLines = !before || lines.value !== before.value;
    try {
      const answer = await send(form.dataset.check);
      // A slow answer to what was typed before says nothing of what is typed now.
      if (mine !== turn) return;
      if (before) keepInStep(answer, byLines);
      tell(answer);
      // The lines came first: now what was typed into the form meanwhile.
      if (byLines && touched.size && !fields.disabled) await look();
      else await tryOut(mine, answer);
    } catch (error) {
      if (error.name === "AbortError") return;
      // What was said of the text before says nothing of this one.
      get("fine").hidden = get("differs").hidden = true;
      get("progress").textContent = "没有连上工作台，写的还没有检查。请看它的窗口是否还开着，再点“检查写法”。";
    }
  };

  let timer;
  form.addEventListener("input", (event) => {
    if (event.target === lines) number();
    else if (fields?.contains(event.target)) touched.add(event.target);
    if (event.target === what || event.target.name === "author") return;
    save.disabled = true;
    // What is on its way is out of date from the first key on.
    turn += 1;
    clearTimeout(timer);
    timer = setTimeout(look, 200);
  });
  get("more-parts")?.addEventListener("click", () => another().querySelector("input").focus());
  const instead = (button, act) =>
    button?.addEventListener("click", (event) => {
      event.preventDefault();
      act();
    });
  for (const each of [get("try"), get("check"), form.querySelector(".unseen")]) instead(each, look);
  instead(get("restore"), () => {
    // Not even what was typed a moment ago stays: it is the empty lines that are to be shown.
    touched.clear();
    before.value = "-";
    lines.value = "";
    number();
    look();
  });
  number();
})();
