import { z } from 'zod';
import { day, id, oneOf, text } from './primitives';
import { ballots } from './vocabulary';

/** 通过与公布 of a version that a meeting decides: 管理细则, 会费标准, 收费标准; null until then. */
export const adoptionFacts = z
  .object({ resolutionNumber: z.string(), meeting: z.string(), heldOn: day, ballot: oneOf(ballots), inFavour: z.int(), against: z.int(), abstained: z.int(), publishedOn: day, publishedWhere: z.string() })
  .nullable();
/** What the president writes when it is adopted. */
export const adoptionInput = z.object({ resolutionId: id, publishedOn: day, publishedWhere: text(200, '公布方式') });
/** Where the last proposal of a version stands: a meeting has it, or a confirmed resolution has passed it; null where it is on no agenda, was rejected or taken back. */
export const atMeeting = z.enum(['waiting', 'passed']).nullable();
/** What may be done with a draft. */
export const draftRights = z.object({ change: z.boolean(), propose: z.boolean(), adopt: z.boolean(), withdraw: z.boolean() });
