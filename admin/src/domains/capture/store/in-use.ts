const awayMs = 10 * 60_000;

let usedAt = Date.now();
const note = () => (usedAt = Date.now());
for (const act of ['keydown', 'pointerdown'] as const) globalThis.addEventListener?.(act, note, { capture: true, passive: true });

/** Whether somebody sits here: what is only asked for to be up to date must not keep the session of an empty desk alive. */
export const isInUse = () => Math.abs(Date.now() - usedAt) < awayMs;
