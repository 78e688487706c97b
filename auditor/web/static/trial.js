"use strict";
(() => {
  document.documentElement.classList.add("js");
  const search = document.getElementById("search");
  if (!search) return;
  const plain = (text) => text.toLowerCase().replace(/\s+/g, "");
  search.addEventListener("input", () => {
    const wanted = plain(search.value);
    for (const list of document.querySelectorAll(".list")) {
      let count = 0;
      for (const each of list.querySelectorAll("article")) {
        each.hidden = !plain(each.textContent).includes(wanted);
        count += !each.hidden;
      }
      if (wanted && list.matches("details")) list.open = count > 0;
    }
  });
})();
