"use strict";
(() => {
  const waiting = document.querySelector("[data-waiting]");
  if (!waiting) return;
  const ask = async () => {
    try {
      const answer = await fetch(waiting.dataset.waiting);
      if (!answer.ok || !(await answer.json()).waiting) location.reload();
    } catch {
      waiting.textContent = "连不上工作台。请看它的窗口是否还开着。";
    }
  };
  setInterval(ask, 1000);
})();
