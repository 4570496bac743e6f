/* global document, window, navigator, indexedDB, setTimeout, atob, DataTransfer, File, DragEvent, PerformanceObserver, performance, fetch, axe */
/* Functions that the stories run inside the page; the server's types know no page, so they stand in a file of their own. */

/** Where the desk stands: `place-P01`, or undefined once nothing is wanted. */
const placeNow = '[role=listbox][aria-label=拍照清单] [aria-selected=true]';

module.exports = {
  /** The name of the form's field that has the focus, or null. */
  focusedField: () => document.activeElement?.dataset?.field ?? null,
  hasFocusLeft: (field) => document.activeElement?.dataset?.field !== field,
  isAnyFieldFocused: () => Boolean(document.activeElement?.dataset?.field),
  holds: ({ field, text }) => document.querySelector(`[data-field="${field}"]`)?.value === text,
  isOtherDialog: (before) => document.querySelector('[role=dialog]')?.innerText !== before,
  isOtherPlace: ({ selector, before }) => document.querySelector(selector)?.id !== before,
  /** Where the desk stands and what it says of the last exposure, once that is not `unlike`. */
  saidByDesk: ({ selector, unlike }) => {
    const told = [...document.querySelectorAll('[role=status], [role=alert]')].map(({ innerText }) => innerText);
    const now = [document.querySelector(selector)?.id ?? 'nothing wanted', ...told.filter((text) => /必拍：|选拍：|再拍一次/.test(text))].join(' ');
    return now !== unlike && now;
  },
  placeNow,
  knowsWhatItWants: (selector) => document.querySelector(selector) !== null || document.body.innerText.includes('必拍的都已拍齐'),
  idOf: (selector) => document.querySelector(selector)?.id,

  /** Waits until the live picture has changed three times, or for a second and a half. */
  async seeThreeFrames() {
    const video = document.querySelector('video');
    for (let frame = 0; video && frame < 3; frame++) await Promise.race([new Promise((seen) => video.requestVideoFrameCallback(seen)), new Promise((late) => setTimeout(late, 500))]);
  },

  /** Drops files, each given in base64, all at once. */
  drop(coded) {
    const data = new DataTransfer();
    for (const [at, code] of coded.entries()) data.items.add(new File([Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0))], `扫描${at + 1}.jpg`, { type: 'image/jpeg' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  },

  /** Drops what lies at these addresses. */
  async dropFrom(addresses) {
    const data = new DataTransfer();
    for (const [at, address] of addresses.entries()) data.items.add(new File([await (await fetch(address)).blob()], `扫描${at + 1}.jpg`, { type: 'image/jpeg' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  },

  /** Timers of exactly one second take a twentieth of it. */
  shortenSeconds: () => {
    const wait = window.setTimeout;
    window.setTimeout = (act, ms, ...more) => wait(act, ms === 1000 ? 50 : ms, ...more);
  },

  async workerReady() {
    await navigator.serviceWorker.ready;
  },

  holdsPictures: (count) => document.querySelectorAll('[role=listbox][aria-label=拍照清单] img').length >= count,

  /** All that is required is there; or nothing has been made for a second and a half. */
  isDeskQuiet() {
    const isBusy = document.querySelector('[role=listbox][aria-label=拍照清单]')?.innerText.includes('处理中…');
    if (isBusy) window.lastBusy = performance.now();
    return !isBusy && (document.body.innerText.includes('必拍的都已拍齐') || performance.now() - (window.lastBusy ??= performance.now()) > 1_500);
  },

  places: (options) => options.map((option) => ({ code: option.id.slice('place-'.length), label: option.innerText.replace(/\s+/g, ' ') })),

  /** Names of the bytes of pictures that this PC keeps. */
  async keptBytes() {
    const answer = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
    const opened = await answer(indexedDB.open('yongche-station'));
    const keys = await answer(opened.transaction('pictures').objectStore('pictures').getAllKeys());
    opened.close();
    return keys.map(String);
  },

  /** From now on notes every task that keeps the page from answering for more than 50 ms. */
  watchLongTasks() {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration, startTime }) => ({ duration: Math.round(duration), at: Math.round(startTime) })))).observe({ type: 'longtask', buffered: false });
    return performance.now();
  },
  longTasks: () => window.longTasks,
  hasLongTask: () => window.longTasks.length > 0,
  forgetLongTasks() {
    window.longTasks = [];
  },
  /** As a task of the page's own: what the debugger runs is not counted. */
  blockPage: (ms) =>
    void setTimeout(() => {
      for (const began = performance.now(); performance.now() - began < ms; );
    }),

  /** Another long picture is shown than the one at this address. */
  isOtherPicture: (before) => [...document.querySelectorAll('img[alt$="长图"]')].some(({ src, complete }) => complete && src !== before),
  clipboardText: () => navigator.clipboard.readText(),
  clipboardTypes: async () => (await navigator.clipboard.read()).flatMap(({ types }) => types),

  async runAxe() {
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return grave.map(({ id, impact, help, nodes }) => `${impact} ${id}: ${help} — ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary.split('\n').slice(1).join(' ').trim()})`).join(' · ')}`);
  },
};
