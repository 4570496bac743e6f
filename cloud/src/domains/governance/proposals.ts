import type { agendaStates, ballots, resolutionOutcomes, resolutionStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';

/** How a draft came before a meeting, and what became of it. */
export interface DraftProposal {
  agendaItemId: string;
  /** A meeting has it, or has passed it: until it is rejected or taken back the draft stays as it is. */
  beforeMeeting: boolean;
  /** 通过 by a confirmed resolution. */
  passed: boolean;
}

/** Where it stands, for who reads the draft. */
export const atMeeting = (proposal: DraftProposal | null): 'waiting' | 'passed' | null => (proposal?.passed ? 'passed' : proposal?.beforeMeeting ? 'waiting' : null);

interface Row {
  id: string;
  state: keyof typeof agendaStates;
  outcome: keyof typeof resolutionOutcomes | null;
  ballot: keyof typeof ballots | null;
  decided: keyof typeof resolutionStates | null;
}

/** The last proposal of a matter; null where there was none. A vote by another ballot than the `ballot` that it needs passes nothing. */
export async function proposalOf(tx: EntityManager, key: string, { ballot }: { ballot?: keyof typeof ballots } = {}): Promise<DraftProposal | null> {
  const [row]: Row[] = await tx.query(
    `SELECT i.id, i.state, r.outcome, r.ballot, r.state AS decided FROM agenda_items i LEFT JOIN resolutions r ON r.settled_item_id = i.id
     WHERE i.\`key\` = ? ORDER BY i.made_at DESC, i.id DESC LIMIT 1`,
    [key],
  );
  if (!row) return null;
  const isDecided = row.decided === 'confirmed' && row.state !== 'withdrawn';
  const passed = isDecided && row.outcome === 'adopted' && (ballot === undefined || row.ballot === ballot);
  return { agendaItemId: row.id, beforeMeeting: passed || (row.state !== 'withdrawn' && !isDecided), passed };
}
