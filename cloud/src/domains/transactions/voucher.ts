import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { qrOf } from '../evidence/qr';
import { signStatement } from '../evidence/statement';
import { Company } from '../registry/company.entity';
import { Market } from '../registry/market.entity';
import { imagesInForce } from './images-in-force';
import type { Transaction } from './transaction.entity';

/** 核对凭证 of a completed deal; its QR leads to the public page that says whether it is genuine. */
export async function voucherOf(tx: EntityManager, { keys, publicUrl }: { keys: KeyRing; publicUrl: string }, deal: Transaction) {
  const [market, company, images] = await Promise.all([
    tx.findOneByOrFail(Market, { id: deal.marketId }),
    tx.findOneByOrFail(Company, { id: deal.companyId }),
    imagesInForce(tx, deal.id),
  ]);
  const checkUrl = `${publicUrl}/check/${signStatement(keys, { k: 'voucher', s: deal.serial, d: deal.imagesDigest! })}`;
  return {
    serial: deal.serial,
    business: deal.business,
    plate: deal.plate,
    vin: deal.vin,
    marketName: market.name,
    companyName: company.name,
    completedAt: deal.completedAt!,
    imageCount: images.length,
    imagesDigest: deal.imagesDigest!,
    checkUrl,
    qr: await qrOf(checkUrl),
  };
}
export type Voucher = Awaited<ReturnType<typeof voucherOf>>;
