import type { DocumentField } from '../../ocr';
import type { Found } from '../codes';
import type { Labels } from '../labels';
import { type Entry, entriesOf, runningOn } from '../labels';
import type { Row, Sign } from '../page';

/** The fields of one document as they were found; undefined where one was not. */
export type Draft = Partial<Record<DocumentField, Found | undefined>>;

/** A document's rows with its labels found. */
export interface Labelled<Key extends string> {
  rows: Row[];
  /** What stands behind a label, at its first place; none where it was not found. */
  value(key: Key): Sign[];
  /** The same with what follows below. */
  long(key: Key): Sign[];
  entries(key: Key): Entry<Key>[];
}

export function labelled<Key extends string>(rows: Row[], labels: Labels<Key>): Labelled<Key> {
  const all = entriesOf(rows, labels);
  const entries = (key: Key) => all.filter((entry) => entry.key === key);
  return {
    rows,
    entries,
    value: (key) => entries(key).find(({ value }) => value.length > 0)?.value ?? [],
    long(key) {
      const entry = entries(key).find(({ value }) => value.length > 0);
      return entry ? runningOn(entry, rows, all) : [];
    },
  };
}

/** The first reading that found something in any row. */
export function anywhere(rows: Row[], find: (signs: Sign[]) => Found | undefined): Found | undefined {
  const found = rows.map(({ signs }) => find(signs)).filter((one) => one !== undefined);
  return found.sort((a, b) => b.confidence - a.confidence)[0];
}

/** What was found away from its label counts less. */
export const lessSure = (found: Found | undefined, share = 0.8): Found | undefined => found && { ...found, confidence: share * found.confidence };
