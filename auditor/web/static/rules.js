"use strict";
(() => {
  const form = document.getElementById("search");
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(address);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    // A slow answer to what was typed before says nothing of what is typed now.
    if (mine !== turn) return;
    for (const id of ["found", "count"]) document.getElementById(id).innerHTML = fresh.getElementById(id).innerHTML;
    history.replaceState(null, "", address);
  };
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
})();
