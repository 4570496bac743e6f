import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { Refusal } from '../../http/errors';

/** 执行会籍变动 by the confirmed resolution, or note that it was not adopted; gives what was done, in plain Chinese. */
export function carryOutChange(_tx: EntityManager, _changeId: string, _decided: { adopted: boolean; resolutionId: string }, _by: By): Promise<string> {
  return Promise.reject(new Refusal('server.unavailable'));
}
