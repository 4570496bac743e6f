import { creditCodeIn } from '../codes';
import type { Row } from '../page';
import { dayIn, nameIn, periodIn, textIn } from '../values';
import { anywhere, type Draft, labelled } from './draft';

/** 营业执照. Licences since 2021 state no 营业期限 any more. */
export function businessLicence(rows: Row[]): Draft {
  const sheet = labelled(rows, {
    code: ['统一社会信用代码', '社会信用代码'], name: ['名称'], type: ['类型'], legal: ['法定代表人', '负责人', '经营者', '投资人', '执行事务合伙人'],
    scope: ['经营范围'], capital: ['注册资本'], founded: ['成立日期', '注册日期'], term: ['营业期限', '合伙期限'], address: ['住所', '经营场所', '营业场所', '主要经营场所'], office: ['登记机关'],
  }); // prettier-ignore
  const { from, until } = periodIn(sheet.long('term'));
  const office = sheet.entries('office')[0];
  return {
    unitName: nameIn(sheet.long('name')),
    creditCode: creditCodeIn(sheet.value('code')) ?? anywhere(rows, creditCodeIn),
    legalRepresentative: nameIn(sheet.value('legal')),
    address: textIn(sheet.long('address')),
    validFrom: from ?? dayIn(sheet.value('founded')),
    validUntil: until,
    issuedOn: office && anywhere(rows.slice(office.row), dayIn),
  };
}
