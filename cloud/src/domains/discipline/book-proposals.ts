import type { agendaStates, resolutionOutcomes, resolutionStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';

export const keyOfBook = (version: string) => `rule_book:${version}`;

/** How a version came before the general meeting, and what became of it. */
export interface BookProposal {
  agendaItemId: string;
  /** A meeting has it, or has passed it: until it is rejected or taken back the text stays as it is. */
  beforeMeeting: boolean;
  /** 通过 by a confirmed resolution. */
  passed: boolean;
}

interface Row {
  id: string;
  state: keyof typeof agendaStates;
  outcome: keyof typeof resolutionOutcomes | null;
  decided: keyof typeof resolutionStates | null;
}

/** The last proposal of a version; null where there was none. */
export async function proposalOf(tx: EntityManager, version: string): Promise<BookProposal | null> {
  const [row]: Row[] = await tx.query(
    `SELECT i.id, i.state, r.outcome, r.state AS decided FROM agenda_items i LEFT JOIN resolutions r ON r.settled_item_id = i.id
     WHERE i.\`key\` = ? ORDER BY i.made_at DESC, i.id DESC LIMIT 1`,
    [keyOfBook(version)],
  );
  if (!row) return null;
  const isRejected = row.outcome === 'rejected' && row.decided === 'confirmed';
  return { agendaItemId: row.id, beforeMeeting: row.state !== 'withdrawn' && !isRejected, passed: row.state !== 'withdrawn' && row.outcome === 'adopted' && row.decided === 'confirmed' };
}
