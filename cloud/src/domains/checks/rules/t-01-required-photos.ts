import { documentKinds } from '@yongche/contract';
import type { DocumentKind } from '../../../adapters/ocr/ocr';
import { expectedKind } from '../slots';
import { areasOf, list, paperOf } from './facts';
import type { DealFacts, PictureFacts, Rule, RuleSettings } from './rule';

/** Kinds that tell themselves by their print; two pages of one paper often lie on one picture. */
const papers: DocumentKind[][] = [
  ['id_front'],
  ['id_back'],
  ['business_licence'],
  ['authority_letter'],
  ['registration_certificate', 'registration_transfers'],
  ['vehicle_licence', 'vehicle_licence_annex'],
  ['used_car_invoice'],
];
const paperOfKind = (kind: DocumentKind | null) => papers.find((kinds) => kind !== null && kinds.includes(kind));

/** Every photo that the deal must have is there, and shows what it was taken for. */
export const requiredPhotos: Rule = {
  code: 'T-01',
  version: 1,
  settings: { wrongDocumentFrom: '认定拍成了另一种证件的可信度' },
  check(facts, pack) {
    const missing = facts.required.filter(({ slot, min }) => facts.pictures.filter((picture) => picture.slot === slot).length < min);
    const wrong = facts.pictures.filter((picture) => isWrong(picture, pack));
    const areas = wrong.flatMap((picture) => areasOf([picture], `看起来是${documentKinds[picture.kind!]}`));
    if (missing.length > 0) return { verdict: 'inconsistent', sentence: `缺少必拍照片：${list(missing.map(({ title }) => title))}。`, fix: '请补拍缺少的照片。', values: [], areas };
    if (wrong.length > 0) {
      const what = list(wrong.map(({ slot, kind }) => `“${paperOf(slot)}”看起来是${documentKinds[kind!]}`));
      return { verdict: 'inconsistent', sentence: `照片与要求的证件不符：${what}。`, fix: '请换成要求的证件重拍；确实没有拍错的，请柜台看过原件后放行。', values: [], areas };
    }
    return { verdict: 'consistent', sentence: sentenceFor(facts), fix: null, values: [], areas };
  },
};

function isWrong({ slot, kind, kindConfidence, reading }: PictureFacts, { settings }: RuleSettings): boolean {
  const [expected, found] = [paperOfKind(expectedKind(slot)), paperOfKind(kind)];
  return reading === 'done' && expected !== undefined && found !== undefined && expected !== found && kindConfidence >= Number(settings.wrongDocumentFrom);
}

const sentenceFor = ({ required }: DealFacts) => `必拍的${required.length}种照片都已拍齐。`;
