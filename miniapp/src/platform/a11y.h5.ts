import type { Spoken } from './a11y';

/** As the browser writes it. */
export function spoken({ role, label, checked, disabled }: Spoken): Record<string, string> {
  return {
    ...(role ? { role } : {}),
    ...(label ? { 'aria-label': label } : {}),
    ...(disabled ? { 'aria-disabled': 'true' } : {}),
    ...(checked === undefined ? {} : { 'aria-checked': String(checked) }),
  };
}
