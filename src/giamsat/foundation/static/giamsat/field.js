// Notes and photographs from a bad line: kept in the browser under keys of their own, sent when the line is there, each
// taken in once however often it is sent. Without this script the form is sent as every other form.
"use strict";
(() => {
  const form = document.querySelector("form[data-field]");
  if (!form || !("indexedDB" in window)) return;
  const panel = document.querySelector("[data-waiting]");
  const LARGEST = 20 * 2 ** 20;
  const SHARP = 2200; // pixels of the longer side that are kept
  let trouble = "";
  let busy = false;

  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("giamsat-field", 1);
    asked.onupgradeneeded = () =>
      asked.result.createObjectStore("waiting", { autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const inStore = async (mode, act) => {
    const store = (await opened).transaction("waiting", mode).objectStore("waiting");
    const asked = act(store);
    return new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  };
  const waiting = async () => {
    const store = (await opened).transaction("waiting").objectStore("waiting");
    const out = [];
    return new Promise((resolve) => {
      store.openCursor().onsuccess = (event) => {
        const cursor = event.target.result;
        if (!cursor) return resolve(out);
        if (cursor.value.case === form.dataset.case)
          out.push({ id: cursor.primaryKey, ...cursor.value });
        cursor.continue();
      };
    });
  };

  const show = async () => {
    const all = await waiting();
    panel.hidden = !all.length && !trouble;
    const words = all.length ? form.dataset.waits.replace("#", all.length) : "";
    panel.querySelector("[data-words]").textContent = [words, busy ? form.dataset.sending : trouble]
      .filter(Boolean)
      .join(" ");
    const items = all.map((one) => {
      const item = document.createElement("li");
      item.textContent = one.photo ? `${form.dataset.photo}: ${one.name}` : one.text;
      return item;
    });
    panel.querySelector("[data-list]").replaceChildren(...items);
  };

  const smaller = async (file) => {
    if (!window.createImageBitmap) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const share = SHARP / Math.max(picture.width, picture.height);
      if (share >= 1 && file.size < 2 * 2 ** 20) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * Math.min(1, share));
      canvas.height = Math.round(picture.height * Math.min(1, share));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
      return blob || file;
    } catch {
      return file;
    }
  };

  const send = async () => {
    if (busy) return;
    busy = true;
    trouble = "";
    await show();
    for (const one of await waiting()) {
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      body.set("key", one.key);
      if (one.photo) {
        body.set("note", one.note);
        body.set("photo", one.photo, one.name);
      } else {
        body.set("text", one.text);
        body.set("place", one.place);
        body.set("taken_at", one.takenAt);
      }
      let answer;
      try {
        answer = await fetch(form.dataset.field, {
          method: "POST",
          body,
          headers: { Accept: "application/json" },
          redirect: "manual",
        });
      } catch {
        trouble = form.dataset.offline;
        break;
      }
      if (answer.ok) {
        await inStore("readwrite", (store) => store.delete(one.id));
        continue;
      }
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        trouble = form.dataset.signin;
        break;
      }
      const told = await answer.json().catch(() => ({}));
      trouble = told.title || form.dataset.offline;
      if (answer.status < 500 && answer.status !== 409) {
        // It will never be taken in as it is: what was written goes back into the form, nothing is lost silently.
        if (!one.photo) form.elements.text.value = one.text;
        await inStore("readwrite", (store) => store.delete(one.id));
      }
      break;
    }
    busy = false;
    await show();
  };

  form.addEventListener(
    "submit",
    async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const fields = form.elements;
      const note = {
        case: form.dataset.case,
        key: crypto.randomUUID(),
        text: fields.text.value,
        place: fields.place.value,
        takenAt: new Date().toISOString(),
      };
      const photos = [];
      for (const file of fields.photos.files) {
        const photo = await smaller(file);
        if (photo.size > LARGEST) {
          trouble = form.dataset.large.replace("#", file.name);
          return show();
        }
        const name = photo === file ? file.name : `${file.name.replace(/\.\w+$/, "")}.jpg`;
        photos.push({ case: note.case, key: crypto.randomUUID(), note: note.key, photo, name });
      }
      await inStore("readwrite", (store) => store.add(note));
      for (const photo of photos) await inStore("readwrite", (store) => store.add(photo));
      fields.text.value = "";
      fields.photos.value = "";
      await send();
    },
    true,
  );
  panel.querySelector("[data-send]").addEventListener("click", send);
  addEventListener("online", send);
  setInterval(() => {
    if (!panel.hidden) send();
  }, 30000);
  send();
})();
