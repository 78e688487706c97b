"use strict";
(() => {
  const page = document;
  const all = (query) => [...page.querySelectorAll(query)];
  page.documentElement.classList.add("js");
  const form = page.querySelector(".filters");
  if (!form) return;

  const plain = (text) => text.toLowerCase().replace(/\s+/g, "");
  const ranked = all(".ranking tbody tr");
  // Both tables list the same reports in the same order at the start.
  const mapped = all(".heat tbody tr:not(.level)");
  const names = ranked.map((row) => plain([...row.querySelectorAll("th, .file")].map((each) => each.textContent).join()));
  const search = page.getElementById("search");
  const shown = page.getElementById("shown");
  const of = shown.dataset.of;

  const filter = () => {
    const wanted = plain(search.value);
    const kind = form.elements.kind.value;
    let count = 0;
    ranked.forEach((row, place) => {
      const fits = names[place].includes(wanted) && (!kind || row.dataset.kind === kind);
      row.hidden = !fits;
      if (mapped[place]) mapped[place].hidden = !fits;
      count += fits;
    });
    shown.textContent = count === ranked.length ? `共 ${count} ${of}` : `显示 ${count} ${of}，共 ${ranked.length} ${of}`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pageshow", filter);

  const order = new Intl.Collator("zh-CN", { numeric: true });
  const value = (cell) => cell.dataset.value ?? cell.textContent.trim();
  const compare = (one, other) => {
    const [first, second] = [parseFloat(one), parseFloat(other)];
    return Number.isNaN(first) || Number.isNaN(second) ? order.compare(one, other) : first - second;
  };
  for (const table of all(".ranking")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = page.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = [...table.tBodies[0].rows].map((row) => [value(row.cells[column]), row]);
        keyed.sort((one, other) => (down ? -1 : 1) * compare(one[0], other[0]));
        table.tBodies[0].append(...keyed.map(([, row]) => row));
      });
    });
  }

  addEventListener("beforeprint", () => {
    for (const each of all("details")) each.open = true;
  });
})();
