"use strict";
(() => {
  const waiting = document.querySelector("[data-waiting]");
  if (!waiting) return;
  const changed = (field) => {
    if (field.type === "file") return field.files.length > 0;
    if (["radio", "checkbox"].includes(field.type)) return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((each) => each.defaultSelected));
  };
  // Loaded anew, the page would lose what somebody is filling in.
  const isFilledIn = () =>
    [...document.querySelectorAll("form[method=post]")].some(
      (form) =>
        form.contains(document.activeElement) ||
        [...form.querySelectorAll("input, select, textarea")].some(changed),
    );
  const tell = (said) => {
    if (waiting.textContent !== said) waiting.textContent = said;
  };
  const ask = async () => {
    // Loaded anew, the page would break off what it is sending, or lose what it says of that.
    if (document.querySelector("#sending > *")) return;
    try {
      const answer = await fetch(waiting.dataset.waiting);
      const state = answer.ok ? await answer.json() : {};
      if (state.waiting) tell(state.said || waiting.textContent);
      else if (isFilledIn()) tell("做完了。您正在这一页上填写，所以没有自动更新；填好保存，或刷新这一页，就显示新的结果。");
      else location.reload();
    } catch {
      tell("连不上工作台。请看它的窗口是否还开着。");
    }
  };
  setInterval(ask, 1000);
})();
