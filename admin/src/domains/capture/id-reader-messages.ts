import { idNumberProblem } from '@yongche/contract/standards';

/** What the station takes from a card; `validUntil` is a day, null for 长期. */
export interface IdCard {
  name: string;
  idNumber: string;
  validUntil: string | null;
}
export type IdReaderReading = { id: string; card: IdCard } | { trouble: string };

/** Where the program of the reader listens, unless its vendor says otherwise. */
export const usualAddress = 'http://127.0.0.1:18650';

/** The page may speak to no other computer, by its content security policy too. */
const addressForm = /^http:\/\/127\.0\.0\.1:(\d{1,5})$/;
/** The longest event that is looked at; a card takes some 150 characters. */
const longestEvent = 2_000;

const problems: Record<string, string> = {
  reader_unplugged: '读卡器没有连接，请插好读卡器的数据线。',
  reader_busy: '读卡器正被其他程序占用，请关闭那个程序。',
  reader_failed: '读卡器出现故障，请重新插拔；仍不行请联系技术单位，先手工录入。',
  card_unreadable: '没有读出身份证，请拿起重新放一次；仍不行请手工录入。',
  card_moved: '身份证没有放稳，请平放在读卡区再试。',
  card_unsupported: '这不是居民身份证，请手工录入。',
};

/** What a bridge must keep to itself: the station has no use for it, so nobody may have sent it. */
const neverSent = /address|addr|photo|picture|image|portrait|finger|nation|ethnic|sex|gender|birth|住址|地址|照片|指纹|民族|性别|出生/i;

/** Why an address cannot be that of a reader's program; undefined where it can. */
export function addressProblem(address: string): string | undefined {
  const port = Number(addressForm.exec(address)?.[1]);
  return port >= 1 && port <= 65_535 ? undefined : `读卡程序只能在本机，地址应写成 ${usualAddress} 的样子。`;
}

/** What the answer of `/v1/reader` says; nothing in it is trusted. */
export function readerIn(answer: unknown): { model: string } | { trouble: string } {
  const { protocol, model } = isObject(answer) ? answer : {};
  if (typeof protocol !== 'string' || !/^\d{1,3}\.\d{1,3}$/.test(protocol)) return { trouble: '这个地址上不是读卡程序，请核对地址。' };
  if (!protocol.startsWith('1.')) return { trouble: `读卡程序的版本是 ${protocol}，本页只会 1 版，请联系技术单位更新。` };
  return { model: isPlain(model, 60) ? model.trim() : '未说明型号' };
}

/** What a `card` event brings: a card whose every part holds, or what the operator should do. */
export function readingIn(data: string): IdReaderReading {
  const event = parsed(data);
  if (!event) return { trouble: '读卡程序送来的内容无法识别，请手工录入并联系技术单位。' };
  if (Object.keys(event).some((name) => neverSent.test(name))) return { trouble: '读卡程序送来了不该送的内容（住址、照片等），没有采用。请手工录入并联系技术单位。' };
  const { id, name, idNumber, validUntil } = event;
  const number = typeof idNumber === 'string' ? idNumber.trim().toUpperCase() : '';
  if (!isPlain(id, 64) || !isPlain(name, 50) || idNumberProblem(number) !== undefined || !(validUntil === null || isDay(validUntil))) {
    return { trouble: '读出的姓名、身份证号或有效期不对，没有采用。请重新放卡，或手工录入。' };
  }
  return { id, card: { name: name.trim(), idNumber: number, validUntil } };
}

/** What a `problem` event means for the operator; a code that is not known is a fault of the reader. */
export function troubleIn(data: string): string {
  const code = parsed(data)?.code;
  return (typeof code === 'string' && Object.hasOwn(problems, code) ? problems[code] : undefined) ?? problems.reader_failed!;
}

function parsed(data: string): Record<string, unknown> | undefined {
  if (data.length > longestEvent) return undefined;
  try {
    const event: unknown = JSON.parse(data);
    return isObject(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text of a line, without what could not be seen or would turn its direction. */
const isPlain = (value: unknown, max: number): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= max && !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>]/u.test(value);

function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}
