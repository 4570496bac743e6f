import { uuidv7 } from 'uuidv7';
import { insertRows } from '../src/insert-rows';
import { RestoreDrill } from '../src/domains/operations/drills/restore-drill.entity';
import { Disposal } from '../src/domains/operations/disposals/disposal.entity';
import { Incident } from '../src/domains/operations/monitoring/incident.entity';
import { StorageMove } from '../src/domains/operations/moves/storage-move.entity';
import { MarketBackup } from '../src/domains/operations/market-backup.entity';
import type { Product } from './product';

/** A backup of the first market and one of the second; only the managers of each have a right to it. */
export async function operationsObjects(product: Product, { marketIds, staffIds }: { marketIds: string[]; staffIds: Map<string, string> }) {
  const { db } = product.server.deps;
  const at = product.clock.now();
  const incidentId = uuidv7();
  await insertRows(db.manager, Incident, [{ id: incidentId, alarmId: null, liveKey: null, part: 'use', severity: 'slow', title: '试验', state: 'open', beganAt: at, openedBy: null, acknowledgedAt: null, acknowledgedBy: null, recoveredAt: null, repairedAt: null, repairedBy: null, cause: null }]);
  const drillId = uuidv7();
  await db.manager.insert(RestoreDrill, { id: drillId, state: 'passed', runningKey: null, startedAt: at, seenAt: at, endedAt: at, wantedAt: null, backupId: null, restoredTo: null, lossSeconds: null, tableRows: 0, pictures: 0, deals: 0, startedBy: null, isProof: true, isInterrupted: false, evidenceAt: null, checks: [], steps: [], failure: null });
  const disposalId = uuidv7();
  const [proposedBy, decidedBy] = [staffIds.get('clerk')!, staffIds.get('president')!];
  await insertRows(db.manager, Disposal, [{ id: disposalId, state: 'refused', openKey: null, completedUntil: '2020-01-01', deals: 1, pictures: 1, bytes: 1, heldBack: 0, persons: 0, proposedBy, proposedAt: at, decidedBy, decidedAt: at, reason: '试验', failure: null, doneAt: null, root: null }]);
  const moveId = uuidv7();
  const { current } = await product.server.deps.stores.names();
  await db.manager.insert(StorageMove, { id: moveId, state: 'cancelled', running: null, fromStore: current, toStore: 'disk other', startedAt: at, startedBy: null, endedAt: at, objects: 0, bytes: 0, copied: 0, copiedBytes: 0, verified: 0, differing: 0, fallbacks: 0, bytesPerSecond: null, rootFrom: null, rootTo: null, switchedAt: null, turnedAt: null, settledAt: null, failure: null, progress: { work: 'count', after: '' }, revision: 1 });
  const backupIds = { own: await backupOf(marketIds[0]!), other: await backupOf(marketIds[1]!) };

  async function backupOf(marketId: string): Promise<string> {
    const id = uuidv7();
    const week = new Date(at.getTime() + 7 * 24 * 3600_000);
    const backup: MarketBackup = {
      ...{ id, marketId, runningMarketId: null, fromOn: '2026-01-01', toOn: '2026-01-31', state: 'ready', recipient: `age1${'q'.repeat(58)}`, requestedBy: staffIds.get('manager1')!, requestedAt: at },
      ...{ deals: 1, dealsDone: 1, pictures: 1, picturesLeftOut: 0, objectKey: `backups/${id}/x.zip.age`, bytes: 1, sha256: 'a'.repeat(64), readyAt: at, keptUntil: week, failure: null },
    };
    await insertRows(db.manager, MarketBackup, [backup]);
    return id;
  }
  return {
    paramsFor: (path: string, whose: 'own' | 'other'): Record<string, string> | undefined => (path.startsWith('/market-backups/:id') ? { id: backupIds[whose] } : path.startsWith('/incidents/:id') ? { id: incidentId } : path.startsWith('/disposals/:id') ? { id: disposalId } : path.startsWith('/restore-drills/:id') ? { id: drillId } : path.startsWith('/storage-moves/:id') ? { id: moveId } : path.startsWith('/alarm-rules') ? { code: 'cpu_high' } : undefined),
    /** What no other market’s people may find. */
    idsOfOthers: [backupIds.other],
  };
}
