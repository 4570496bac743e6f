import type { z } from 'zod';
import type { memberEndpoints } from '@yongche/contract/members';
import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { DuesScheme } from './dues-scheme.entity';
import { collectionOf, type DueFacts, presentDue, readDues } from './present-dues';

type Filter = z.output<(typeof memberEndpoints)['GET /dues']['query']>;

/** 会费台账 of a year; the filters narrow the list, never the rates and tiers beside it. */
export async function listDues(tx: EntityManager, { year, standing, tier, q = '' }: Filter, now: Date) {
  const today = dayInShanghai(now);
  const dues = await readDues(tx, 'WHERE d.year = ? ORDER BY m.number', [year]);
  const years: { year: number }[] = await tx.query('SELECT DISTINCT year FROM dues ORDER BY year DESC');
  const items = dues.map((due) => presentDue(due, today));
  const isWanted = (due: (typeof items)[number]) => (!standing || due.standing === standing) && (!tier || due.tier === tier) && (due.memberName.includes(q) || due.memberNumber === q.toUpperCase());
  return { items: items.filter(isWanted), collection: collectionOf(dues), tiers: await tiersOf(tx, dues), years: years.map((row) => row.year) };
}

/** Each tier of the schemes by which these dues were raised, with who is in it and who has paid. */
async function tiersOf(tx: EntityManager, dues: DueFacts[]) {
  const versions = [...new Set(dues.map(({ schemeVersion }) => schemeVersion))];
  const schemes = versions.length > 0 ? await tx.findBy(DuesScheme, { version: In(versions) }) : [];
  return schemes.flatMap(({ version, content }) =>
    content.tiers.map(({ code, name, fen }) => {
      const within = collectionOf(dues.filter((due) => due.schemeVersion === version && due.tier === code));
      return { code, name, fen, members: within.members, paidMembers: within.paidMembers };
    }),
  );
}
