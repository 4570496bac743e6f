import type { Cut } from './wanted';

/** The camera that was chosen on this PC. Its id changes when the browser's data are cleared, its label does not. */
export interface RememberedCamera {
  id: string;
  label: string;
  turns: Cut['turns'];
}

const key = 'yongche.camera';

export function readCamera(): RememberedCamera | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<RememberedCamera> | null;
    return kept && typeof kept.id === 'string' && typeof kept.label === 'string' ? { id: kept.id, label: kept.label, turns: ([0, 1, 2, 3] as const).find((turns) => turns === kept.turns) ?? 0 } : null;
  } catch {
    return null;
  }
}

/** A browser that keeps nothing chooses anew each time: no reason to stop. */
export function rememberCamera(camera: RememberedCamera): void {
  try {
    localStorage.setItem(key, JSON.stringify(camera));
  } catch {
    return;
  }
}

/** Which of these cameras was remembered: the one of this id, else the one of this label. */
export const rememberedAmong = <C extends { id: string; label: string }>(cameras: C[], kept: RememberedCamera | null): C | undefined =>
  kept ? (cameras.find(({ id }) => id === kept.id) ?? cameras.find(({ label }) => label !== '' && label === kept.label)) : undefined;
