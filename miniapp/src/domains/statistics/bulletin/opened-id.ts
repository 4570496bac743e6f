/** A UUID without its hyphens. */
const whole = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i;

/** The bulletin that the page was opened for: by a card or a link with `id`, or by its 小程序码, whose `scene` has no room for hyphens; '' where neither names one. */
export function openedId({ id, scene }: { id?: string; scene?: string }): string {
  if (id) return id;
  const [, ...parts] = whole.exec(scene ?? '') ?? [];
  return parts.join('-');
}
