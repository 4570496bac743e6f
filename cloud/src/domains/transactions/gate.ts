import type { gateProblems } from '@yongche/contract';
import type { RequiredPhoto } from '@yongche/contract/standards/photo-list';
import type { Image } from './image.entity';
import type { Party } from './party.entity';
import type { Transaction } from './transaction.entity';

/** One thing that still stands between a deal and its submission, with what to do. */
export interface GateProblem {
  code: keyof typeof gateProblems;
  slot: string | null;
  partyId: string | null;
  sentence: string;
}

/** 关口: everything that is missing, and what the pre-check found; an empty list lets the deal through. */
export function gateOf({ deal, ...dossier }: { deal: Pick<Transaction, 'channel'>; photos: RequiredPhoto[]; images: Image[]; parties: Party[]; certificateInForce: boolean; checkProblems: GateProblem[] }): GateProblem[] {
  const notices = dossier.parties
    .filter((party) => party.notifiedAt === null)
    .map((party): GateProblem => ({
      code: 'missing_notice',
      slot: null,
      partyId: party.id,
      sentence: `请让${party.side === 'seller' ? '卖方' : '买方'}${party.kind === 'unit' ? '经办人' : ''}阅读告知并确认同意。`,
    }));
  const certificate: GateProblem[] = dossier.certificateInForce
    ? []
    : [{ code: 'certificate_not_in_force', slot: null, partyId: null, sentence: deal.channel === 'fixed' ? '代理人的代理证不在有效状态，请代理人先联系所在企业或协会。' : '您的代理证不在有效状态，请先联系所在企业或协会。' }];
  const photos = dossier.photos.flatMap((photo) => photoProblem(photo, dossier.images) ?? []);
  const missing = [...certificate, ...notices, ...photos];
  // While something is missing, a rule that speaks of no picture says the same again.
  return [...missing, ...dossier.checkProblems.filter(({ code, slot }) => code !== 'rule_blocks' || slot !== null || missing.length === 0)];
}

function photoProblem(photo: RequiredPhoto, images: Image[]): GateProblem | undefined {
  const taken = images.filter((image) => image.slot === photo.code);
  const count = (state: Image['state']) => taken.filter((image) => image.state === state).length;
  const problem = (code: GateProblem['code'], sentence: string): GateProblem => ({ code, slot: photo.code, partyId: null, sentence });

  if (count('returned') > 0) return problem('photo_rejected', `“${photo.title}”被市场退回，请重拍。`);
  if (count('accepted') >= Math.max(1, photo.min)) return undefined;
  if (count('uploading') > 0) return problem('photo_uploading', `“${photo.title}”还在上传，请稍候。`);
  if (count('rejected') > 0) return problem('photo_rejected', `“${photo.title}”没有通过质检，请重拍。`);
  if (photo.min === 0) return undefined;
  const missing = photo.min - count('accepted');
  return problem('missing_photo', `缺“${photo.title}”${photo.min > 1 ? `，还差${missing}张` : ''}：${photo.reason}。`);
}
