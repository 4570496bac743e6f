import { ruleCodes, transactionStates, verdicts } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { StaffActor } from '../../http/actor';
import { presentChecks } from '../checks/present-checks';
import { qrOf } from '../evidence/qr';
import { Staff } from '../identity/staff.entity';
import { presentTransaction, readDossier } from './present';
import type { Transaction } from './transaction.entity';

/** A line of the list of pictures; `isSeen` where its original was compared. */
interface SheetPicture {
  title: string;
  count: number;
  isSeen: boolean;
}

/** 核对单: what lies on the counter with the originals; persons are masked, and no picture is in it. */
export async function checkSheetOf(tx: EntityManager, keys: KeyRing, { deal, actor, at }: { deal: Transaction; actor: StaffActor; at: Date }) {
  const presented = presentTransaction(keys, await readDossier(tx, deal, at), actor);
  const checks = await presentChecks(tx, keys, deal, actor);
  const isChecked = deal.state === 'completed';
  const checkedBy = isChecked && deal.completedBy ? (await tx.findOneByOrFail(Staff, { id: deal.completedBy })).name : null;
  const pictures = presented.slots.flatMap(({ title, images }): SheetPicture[] => {
    const count = images.filter(({ state }) => state === 'accepted').length;
    return count > 0 ? [{ title, count, isSeen: isChecked }] : [];
  });
  const findings = checks.results
    .filter(({ verdict, severity }) => verdict !== 'consistent' && severity !== 'shadow')
    .map(({ rule, verdict, sentence, fix, override }) => ({ title: ruleCodes[rule], verdict: verdicts[verdict], sentence, fix, override: override && `${override.by}核对原件后放行：${override.reason}` }));
  return {
    deal: presented,
    /** 待核对 or 已核对; otherwise the deal's own state. */
    mark: isChecked ? '已核对' : transactionStates[deal.state],
    isChecked,
    checkedBy,
    pictures,
    findings,
    isReading: checks.state === 'reading',
    qr: await qrOf(deal.serial),
    printedBy: actor.name,
    printedAt: at,
  };
}
export type CheckSheet = Awaited<ReturnType<typeof checkSheetOf>>;
