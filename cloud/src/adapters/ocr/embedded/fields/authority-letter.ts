import { type Found, partyNumberIn, plateIn, vinIn } from '../codes';
import type { Row, Sign } from '../page';
import { dayIn, nameIn, periodIn } from '../values';
import { anywhere, type Draft, labelled, lessSure } from './draft';

/** 委托书, of a person or of a unit. Its wording is free, so numbers are also sought in the text, in the order of the parties. */
export function authorityLetter(rows: Row[]): Draft {
  const letter = labelled(rows, {
    delegate: ['受托人', '被委托人', '受委托人', '代理人'], principal: ['委托人', '委托单位', '委托方'],
    number: ['身份证号码', '身份证号', '身份证件号码', '公民身份号码', '统一社会信用代码', '证件号码', '身份证明号码'],
    signature: ['委托人(签字)', '委托人(盖章)', '委托人(签章)', '委托单位(盖章)', '受托人(签字)'], term: ['委托期限', '有效期限', '委托有效期'], date: ['日期', '签署日期', '委托日期'], phone: ['联系电话', '电话'], unit: ['(单位)', '(个人)'],
  }); // prettier-ignore
  const numbers = letter.entries('number').flatMap(({ value }) => partyNumberIn(value) ?? []);
  const persons = numbers.length > 1 ? numbers : allIn(rows, partyNumberIn);
  const { from, until } = periodIn(letter.long('term'));
  const last = letter.entries('date').map(({ value }) => dayIn(value)).filter((day) => day !== undefined).pop();
  return {
    principal: nameIn(letter.value('principal')),
    principalNumber: persons[0],
    delegate: nameIn(letter.value('delegate')),
    delegateIdNumber: persons.slice(1).find(({ value }) => value !== persons[0]?.value) ?? undefined,
    plate: anywhere(joined(rows), plateIn),
    vin: anywhere(joined(rows), vinIn),
    // Mostly only the end is a day: 自签发之日起至…止.
    validUntil: until ?? from,
    issuedOn: last ?? lessSure(anywhere(rows.slice(-4), dayIn)),
  };
}

/** A number may run over the end of its row. */
const joined = (rows: Row[]): Row[] => rows.map((row, at) => ({ ...row, signs: [...row.signs, ...(rows[at + 1]?.signs ?? [])] }));

function allIn(rows: Row[], find: (signs: Sign[]) => Found | undefined): Found[] {
  return rows.flatMap(({ signs }) => {
    const first = find(signs);
    if (!first) return [];
    const behind = signs.slice(signs.indexOf(first.signs[first.signs.length - 1]!) + 1);
    const second = find(behind);
    return second ? [first, second] : [first];
  });
}

