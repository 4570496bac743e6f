import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { csvLine } from '../../spreadsheets/write-table';
import { type EventFilter, findEvents, type FoundRow, type PresentedEvent, presentEvents } from './search';
import { secondInShanghai } from './wording';

const mostRows = 100_000;
const batch = 1000;

interface Column {
  title: string;
  cell: (row: FoundRow, event: PresentedEvent) => string | number | null;
}

/** First for people, then the columns from which a link's hash can be made anew, under their names in `audit/chain.ts`. */
const columns: Column[] = [
  { title: '时间（北京）', cell: ({ at }) => secondInShanghai(at) },
  { title: '操作人', cell: (_, { actor }) => (actor.username ? `${actor.name}（${actor.username}）` : actor.name) },
  { title: '岗位', cell: (_, { actor }) => actor.roleLabel },
  { title: '动作', cell: (_, { actionLabel }) => actionLabel },
  { title: '对象', cell: (_, { subject }) => [subject.label, subject.name].filter(Boolean).join(' ') },
  { title: '变更', cell: (_, { changes }) => changes.map(({ label, before, after }) => `${label}：${before ?? '—'} → ${after ?? '—'}`).join('；') },
  { title: 'seq', cell: ({ seq }) => (seq === null ? null : Number(seq)) },
  { title: 'prev_hash', cell: (row) => row.prev_hash },
  { title: 'hash', cell: (row) => row.hash },
  { title: 'id', cell: (row) => row.id },
  { title: 'at', cell: (row) => row.at.toISOString() },
  { title: 'actor_kind', cell: (row) => row.actor_kind },
  { title: 'actor_id', cell: (row) => row.actor_id },
  { title: 'actor_role', cell: (row) => row.actor_role },
  { title: 'action', cell: (row) => row.action },
  { title: 'subject_type', cell: (row) => row.subject_type },
  { title: 'subject_id', cell: (row) => row.subject_id },
  { title: 'details', cell: (row) => row.details },
  { title: 'changes', cell: (row) => row.changes },
  { title: 'request_id', cell: (row) => row.request_id },
  { title: 'ip', cell: (row) => row.ip },
];

/** 导出: the events of a filter as CSV, the latest first, at most 100,000, read and sent in pieces. */
export function exportEvents({ db, keys }: { db: DataSource; keys: KeyRing }, filter: EventFilter): Readable {
  async function* lines(): AsyncGenerator<string> {
    yield `\ufeff${csvLine(columns.map(({ title }) => title))}`;
    let cursor: string | undefined;
    for (let sent = 0; sent < mostRows; sent += batch) {
      const { rows, nextCursor } = await findEvents(db.manager, filter, { cursor, limit: batch });
      const events = await presentEvents(db.manager, keys, rows);
      yield rows.map((row, index) => csvLine(columns.map(({ cell }) => cell(row, events[index]!)))).join('');
      if (!nextCursor) return;
      cursor = nextCursor;
    }
  }
  return Readable.from(lines());
}
