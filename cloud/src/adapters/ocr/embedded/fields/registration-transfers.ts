import type { Found } from '../codes';
import { plateIn } from '../codes';
import type { Row } from '../page';
import { matchIn } from '../values';
import { type Draft, labelled } from './draft';
import { certificateNumber, ownerOf } from './registration-certificate';

/** 登记证书转移登记栏: the last owner and plate that were recorded, and whether a mortgage is open. */
export function registrationTransfers(rows: Row[]): Draft {
  const book = labelled(rows, {
    certificate: ['机动车登记证书编号', '登记证书编号', '编号'], owner: ['机动车所有人/身份证明名称/号码', '机动车所有人/身份证明名称', '机动车所有人', '姓名/名称'],
    office: ['登记机关'], on: ['转移登记日期', '登记日期'], plate: ['机动车登记编号'], heading: ['转移登记摘要信息栏'], mortgagee: ['抵押权人姓名/名称', '抵押权人'],
  }); // prettier-ignore
  const owners = book.entries('owner').map(({ value }) => ownerOf(value)).filter(({ owner }) => owner && owner.value.length > 1);
  const plates = book.entries('plate').map(({ value }) => plateIn(value)).filter((plate) => plate !== undefined);
  return { ...certificateNumber(rows, book.value('certificate')), ...owners[owners.length - 1], plate: plates[plates.length - 1], mortgage: mortgageOf(rows) };
}

/** A page without a word of a mortgage says that there is none, but less surely than its words are read. */
const silence = 0.88;

/** The last entry about a mortgage counts. */
function mortgageOf(rows: Row[]): Found | undefined {
  const entries = rows.flatMap(({ signs }): Found[] => {
    const lifted = matchIn(signs, /解除抵押|注销抵押|抵押注销/, () => 'no');
    const recorded = matchIn(signs, /抵押登记|抵押权人/, () => 'yes');
    const entry = lifted ?? recorded;
    return entry ? [entry] : [];
  });
  const last = entries[entries.length - 1];
  if (last) return last;
  const heading = rows.flatMap(({ signs }) => matchIn(signs, /登记摘要信息栏|登记栏/) ?? [])[0];
  const read = rows.flatMap(({ signs }) => signs.map(({ probability }) => probability));
  return heading && { value: 'no', confidence: (silence * read.reduce((sum, one) => sum + one, 0)) / read.length, signs: heading.signs };
}
