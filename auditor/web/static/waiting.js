"use strict";
(() => {
  const waiting = document.querySelector("[data-waiting]");
  if (!waiting) return;
  const ask = async () => {
    // Loaded anew, the page would break off what it is sending, or lose what it says of that.
    if (document.querySelector("#sending > *")) return;
    try {
      const answer = await fetch(waiting.dataset.waiting);
      const state = answer.ok ? await answer.json() : {};
      if (!state.waiting) location.reload();
      else if (state.said && waiting.textContent !== state.said) waiting.textContent = state.said;
    } catch {
      waiting.textContent = "连不上工作台。请看它的窗口是否还开着。";
    }
  };
  setInterval(ask, 1000);
})();
