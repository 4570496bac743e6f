import type { EntityManager } from 'typeorm';
import { type DraftProposal, proposalOf as proposalOfMatter } from '../governance/proposals';

export const keyOfBook = (version: string) => `rule_book:${version}`;

/** How a version came before the general meeting; null where it did not. */
export const proposalOf = (tx: EntityManager, version: string): Promise<DraftProposal | null> => proposalOfMatter(tx, keyOfBook(version));
