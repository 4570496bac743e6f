import { idNumberIn, type Found } from '../codes';
import type { Row } from '../page';
import { nameIn, periodIn, textIn } from '../values';
import { anywhere, type Draft, labelled } from './draft';

/** 身份证人像面. */
export function idFront(rows: Row[]): Draft {
  const card = labelled(rows, { name: ['姓名'], sex: ['性别'], people: ['民族'], birth: ['出生'], address: ['住址'], number: ['公民身份号码'] });
  return {
    name: nameIn(card.value('name').filter(({ sign }) => /[\p{Script=Han}·]/u.test(sign))),
    idNumber: idNumberIn(card.value('number')) ?? anywhere(rows, idNumberIn),
    address: textIn(card.long('address')),
  };
}

/** 身份证国徽面. */
export function idBack(rows: Row[]): Draft {
  const card = labelled(rows, { issuedBy: ['签发机关'], validity: ['有效期限'] });
  const { from, until } = periodIn(card.value('validity'));
  return { issuedBy: nameIn(card.value('issuedBy')), ...validity(from, until) };
}

/** A card is valid for 5, 10 or 20 years to the day, or for ever: another span was misread. */
function validity(from: Found | undefined, until: Found | undefined): Draft {
  if (!from || !until || until.value === 'long') return { validFrom: from, validUntil: until };
  const years = Number(until.value.slice(0, 4)) - Number(from.value.slice(0, 4));
  const share = [5, 10, 20].includes(years) ? 1 : 0.6;
  return { validFrom: { ...from, confidence: share * from.confidence }, validUntil: { ...until, confidence: share * until.confidence } };
}
