"use strict";
(() => {
  const page = document;
  const all = (query) => [...page.querySelectorAll(query)];
  page.documentElement.classList.add("js");
  const form = page.querySelector(".filters");
  const findings = all("article.f");

  if (form) {
    const search = page.getElementById("search");
    const shown = page.getElementById("shown");
    const nothing = page.getElementById("nothing");
    const plain = (text) => text.toLowerCase().replace(/\s+/g, "");
    const words = findings.map((each) => plain(each.textContent));

    const filter = () => {
      const kind = form.elements.kind.value;
      const wanted = plain(search.value);
      let count = 0;
      findings.forEach((each, place) => {
        const fits = (!kind || each.dataset.kind === kind) && words[place].includes(wanted);
        each.hidden = !fits;
        count += fits;
      });
      for (const list of all("section.list")) {
        list.hidden = Boolean(kind || wanted) && !list.querySelector("article:not([hidden])");
      }
      nothing.hidden = count > 0;
      shown.textContent = count === findings.length ? `共 ${count} 项` : `显示 ${count} 项，共 ${findings.length} 项`;
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    // A browser that goes back keeps what was typed.
    addEventListener("pageshow", filter);
  }

  const follow = () => {
    for (const each of all(".on")) each.classList.remove("on");
    const id = location.hash.slice(1);
    const target = id && page.getElementById(id);
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      form.dispatchEvent(new Event("input"));
    }
    if (target.matches("a.n")) {
      for (const each of all(`mark[data-s~="${id.slice(1)}"]`)) each.classList.add("on");
    }
    target.scrollIntoView({ block: target.matches("a.n") ? "center" : "start" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  if (location.hash) follow();
})();
