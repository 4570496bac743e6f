import { useBackedUp } from '../../../../test/drills';
import type { StaffActor } from '../../../http/actor';
import { backupTiersNow } from './present-tiers';
import { shipChanges } from './ship-changes';
import { SystemBackup } from './system-backup.entity';

const backedUp = useBackedUp({ binaryLog: false });

describe('a server that keeps no log of changes, as MariaDB comes', () => {
  it('is backed up and drilled like any other, but to the moment of its dump alone; the page says what may be lost', async () => {
    const { deps, backUp, drill, product } = backedUp();
    await backUp();
    expect(await drill()).toMatchObject({ state: 'passed', failure: null });
    expect(await shipChanges(deps, new AbortController().signal)).toEqual({ state: 'off' });
    const { coversUntil } = await deps.db.manager.findOneByOrFail(SystemBackup, { kind: 'database' });
    product.clock.advance(60);
    const later = await drill({ restoreTo: new Date(coversUntil!.getTime() + 30_000) });
    expect(later).toMatchObject({ state: 'refused', failure: expect.stringContaining('没有打开二进制日志') });
    const { tiers } = await backupTiersNow(deps, { role: 'clerk' } as StaffActor, product.clock.now());
    expect(tiers[0]).toMatchObject({ isLate: false, sentence: expect.stringContaining('最多丢失一天的记录') });
  });
});
