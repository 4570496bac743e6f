import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { Refusal } from '../../http/errors';

/** 拒不缴纳会费的处理: adopted, the membership is suspended; gives what was done, in plain Chinese. */
export function decideRefusal(_tx: EntityManager, _dueId: string, _decided: { adopted: boolean; resolutionId: string; resolutionNumber: string }, _by: By): Promise<string> {
  return Promise.reject(new Refusal('server.unavailable'));
}
