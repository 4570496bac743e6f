import type { Spoken } from './a11y';

/** As the browser writes it. */
export function spoken({ role, label, checked }: Spoken): Record<string, string> {
  return {
    ...(role ? { role } : {}),
    ...(label ? { 'aria-label': label } : {}),
    ...(checked === undefined ? {} : { 'aria-checked': String(checked) }),
  };
}
