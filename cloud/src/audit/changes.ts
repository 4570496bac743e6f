import type { KeyRing } from '../adapters/keys/key-ring';

/** What changed by field. A private value stands as a digest, `#` and 16 hex digits: equal values can be told, not read. */
export type Changes = Record<string, { before: unknown; after: unknown }>;

interface PrivateFields<Row> {
  private: readonly (keyof Row & string)[];
  keys: Pick<KeyRing, 'index'>;
}

/**
 * The fields of `after` that differ from `before`, for an audit row. A field that `after` does not name did not change.
 * Names, numbers and phones of natural persons must stand in `hidden.private`.
 */
export function changesOf<Row extends object>(before: Partial<Row>, after: Partial<Row>, hidden?: PrivateFields<Row>): Changes {
  const changes: Changes = {};
  for (const field of Object.keys(after) as (keyof Row & string)[]) {
    const [from, to] = [plain(before[field]), plain(after[field])];
    if (JSON.stringify(from) === JSON.stringify(to)) continue;
    const shown = hidden?.private.includes(field) ? (value: unknown) => digestOf(hidden.keys, field, value) : (value: unknown) => value;
    changes[field] = { before: shown(from), after: shown(to) };
  }
  return changes;
}

const plain = (value: unknown) => (value === undefined ? null : value instanceof Date ? value.toISOString() : value);

/** A private value in an audit row: HMAC with the ring's index key, so that whoever has the log alone cannot try out all ID numbers. */
export function digestOf(keys: Pick<KeyRing, 'index'>, field: string, value: unknown): string | null {
  return value === null ? null : `#${keys.index(`audit|${field}`, typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 16)}`;
}
