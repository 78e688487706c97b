"use strict";
(() => {
  const form = document.getElementById("hand-in");
  const sending = document.getElementById("sending");
  // A page without the list of reports shows what is new when it is loaded anew.
  const listed = document.getElementById("rows");

  // The page itself is the answer: what is new on it takes the place of what stands here.
  const refresh = async () => {
    const answer = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const progress = fresh.getElementById("progress");
    const [now, rows] = [document.getElementById("rows"), fresh.getElementById("rows")];
    const ids = (body) => [...body.rows].map((each) => each.id).join();
    if (ids(now) !== ids(rows)) {
      now.replaceChildren(...rows.children);
      for (const id of ["list", "none"]) document.getElementById(id).hidden = fresh.getElementById(id).hidden;
    } else {
      for (const row of [...rows.children]) {
        const old = document.getElementById(row.id);
        if (old.innerHTML !== row.innerHTML) old.innerHTML = row.innerHTML;
      }
    }
    const shown = document.getElementById("progress");
    shown.dataset.waiting = progress.dataset.waiting;
    if (shown.textContent !== progress.textContent) shown.textContent = progress.textContent;
  };

  let busy = false;
  const follow = async () => {
    if (busy || document.getElementById("progress").dataset.waiting === "0") return;
    busy = true;
    try {
      await refresh();
    } catch {
      document.getElementById("progress").textContent = "连不上工作台。请看它的窗口是否还开着。";
    }
    busy = false;
  };
  if (listed) setInterval(follow, 1000);
  if (!form) return;

  const line = (name) => {
    const place = document.createElement("p");
    const bar = document.createElement("progress");
    const said = document.createElement("span");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `正在送出 ${name}`);
    said.textContent = name;
    place.append(bar, said);
    sending.append(place);
    return { place, bar, said };
  };

  const send = (file, batch) =>
    new Promise((done) => {
      const shown = line(file.name);
      const fail = (reason) => {
        shown.bar.remove();
        shown.said.className = "bad";
        shown.said.textContent = `${file.name}：${reason}`;
        done();
      };
      if (file.size > Number(form.dataset.most) * 1024 * 1024) {
        fail(`超过 ${form.dataset.most} MB，没有送出。`);
        return;
      }
      const data = new FormData();
      data.append("token", form.elements.token.value);
      if (batch) data.append("batch", batch);
      data.append("files", file);
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) shown.bar.value = event.loaded / event.total;
      });
      request.addEventListener("load", () => {
        if (request.status < 400) {
          shown.place.remove();
          done();
          return;
        }
        const answer = new DOMParser().parseFromString(request.responseText, "text/html");
        fail((answer.querySelector(".said p") || answer.body).textContent.trim());
      });
      request.addEventListener("error", () => fail("没有送到。请看工作台的窗口是否还开着，再试一次。"));
      request.open("POST", form.action);
      request.send(data);
    });

  const sendAll = async (files) => {
    const batch = form.elements.batch?.value;
    sending.replaceChildren();
    for (const file of files) {
      await send(file, batch);
      if (listed) {
        document.getElementById("progress").dataset.waiting = "1";
        await follow();
      }
    }
    if (!listed) shownAnew(files.length);
  };

  // What could not be sent stays in sight.
  const shownAnew = (count) => {
    const failed = sending.childElementCount;
    if (!failed) location.reload();
    if (!failed || failed === count) return;
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "其余的已收下，点这里看。";
    sending.append(link);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const files = [...form.elements.files.files];
    form.elements.files.value = "";
    sendAll(files);
  });
  // Dropped beside the frame, a file would take the place of the page.
  addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    sendAll([...event.dataTransfer.files]);
  });
})();
