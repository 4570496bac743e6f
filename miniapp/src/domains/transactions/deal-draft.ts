import type { RequestOf } from '@yongche/contract';
import { normalizePlate, plateKind, platePrefix } from '@yongche/contract/standards/plate';
import { isAcceptableVin, vinProblem } from '@yongche/contract/standards/vin';
import type { attendances, businesses, partyKinds, sides } from '@yongche/contract/vocabulary';
import { newKey } from '@/intents';
import { forget, recall, remember } from '@/storage';
import { idNumberError, isIdNumber } from '@/domains/identity/id-number-text';
import { creditCodeError, isCreditCode } from '@/domains/registry/credit-code-text';

/** One seller or buyer while the form is being filled; what does not belong to its kind stays empty. */
export interface PartyDraft {
  key: string;
  side: keyof typeof sides;
  kind: keyof typeof partyKinds;
  name: string;
  idNumber: string;
  creditCode: string;
  delegateName: string;
  delegateIdNumber: string;
  attendance: keyof typeof attendances;
}

/** A deal while the form is being filled; kept on the phone until the server has it. */
export interface DealDraft {
  business: keyof typeof businesses;
  market?: { id: string; name: string };
  vin: string;
  plate: string;
  mortgaged: boolean;
  parties: PartyDraft[];
}

export type DealInput = RequestOf<'POST /transactions'>['body'];
/** Sentences by the path of their field, as the server names it: `parties.0.idNumber`. */
export type Problems = Record<string, string>;

export const emptyParty = (side: PartyDraft['side']): PartyDraft => ({
  key: newKey(),
  side,
  kind: 'person',
  name: '',
  idNumber: '',
  creditCode: '',
  delegateName: '',
  delegateIdNumber: '',
  attendance: 'present',
});

export const emptyDraft = (): DealDraft => ({
  business: 'city_transfer',
  vin: '',
  plate: platePrefix,
  mortgaged: false,
  parties: [emptyParty('seller'), emptyParty('buyer')],
});

export const recallDraft = () => recall<DealDraft>('deal-draft');
export const rememberDraft = (draft: DealDraft) => remember('deal-draft', draft);
export const forgetDraft = () => forget('deal-draft');

/** What the server gets; call it when nothing is missing. */
export function inputOf(draft: DealDraft): DealInput {
  return {
    business: draft.business,
    marketId: draft.market!.id,
    vin: draft.vin.trim().toUpperCase(),
    plate: normalizePlate(draft.plate),
    mortgaged: draft.mortgaged,
    parties: draft.parties.map((party) => {
      const { side, attendance } = party;
      const name = party.name.trim();
      return party.kind === 'person'
        ? { side, attendance, kind: 'person', name, idNumber: upper(party.idNumber) }
        : {
            side,
            attendance,
            kind: 'unit',
            name,
            creditCode: upper(party.creditCode),
            delegateName: party.delegateName.trim(),
            delegateIdNumber: upper(party.delegateIdNumber),
          };
    }),
  };
}

const upper = (text: string) => text.trim().toUpperCase();

/** What is wrong with what has been typed so far; nothing is said of a field that is empty or not finished. */
export function problemsWhileTyping({ vin, plate, parties }: DealDraft): Problems {
  const problems: Record<string, string | undefined> = { vin: vinError(vin), plate: plateError(plate) };
  parties.forEach((party, at) => {
    problems[`parties.${at}.idNumber`] = party.kind === 'person' ? idNumberError(party.idNumber) : undefined;
    problems[`parties.${at}.creditCode`] = party.kind === 'unit' ? creditCodeError(party.creditCode) : undefined;
    problems[`parties.${at}.delegateIdNumber`] =
      party.kind === 'unit' ? idNumberError(party.delegateIdNumber) : undefined;
  });
  return present(problems);
}

/** What is missing or wrong when the agent wants to go on. */
export function problemsAtEnd(draft: DealDraft): Problems {
  const problems: Record<string, string | undefined> = {
    marketId: draft.market ? undefined : '请选择办理市场。',
    vin: isAcceptableVin(upper(draft.vin)) ? undefined : '请填写完整的17位车架号。',
    plate: plateKind(normalizePlate(draft.plate)) ? undefined : '请填写完整的车牌号，例如 浙B12345。',
  };
  draft.parties.forEach((party, at) => {
    const field = (name: keyof PartyDraft) => `parties.${at}.${name}`;
    const person = party.kind === 'person';
    problems[field('name')] = party.name.trim() ? undefined : person ? '请填写姓名。' : '请填写单位名称。';
    if (person) problems[field('idNumber')] = isIdNumber(party.idNumber) ? undefined : '请填写正确的18位身份证号。';
    else {
      problems[field('creditCode')] = isCreditCode(party.creditCode) ? undefined : '请填写18位统一社会信用代码。';
      problems[field('delegateName')] = party.delegateName.trim() ? undefined : '请填写经办人姓名。';
      problems[field('delegateIdNumber')] = isIdNumber(party.delegateIdNumber)
        ? undefined
        : '请填写经办人的18位身份证号。';
    }
  });
  return { ...present(problems), ...problemsWhileTyping(draft) };
}

const present = (problems: Record<string, string | undefined>): Problems =>
  Object.fromEntries(Object.entries(problems).flatMap(([field, sentence]) => (sentence ? [[field, sentence]] : [])));

function vinError(value: string): string | undefined {
  const vin = upper(value);
  if (/[IOQ]/.test(vin)) return '车架号里没有字母 I、O、Q，请看是不是 1 或 0。';
  if (vin.length < 17) return undefined;
  if (vin.length > 17) return `车架号是17位，您多填了${vin.length - 17}位。`;
  if (isAcceptableVin(vin)) return undefined;
  return vinProblem(vin) === 'check_digit'
    ? '第9位校验码对不上，说明其中有一位填错了，请逐位核对。'
    : '车架号只有数字和大写字母，请核对。';
}

/** How many places of the VIN are missing, or that its check digit says nothing. */
export function vinHint(value: string): string | undefined {
  const vin = upper(value);
  if (vin.length === 0) return '见行驶证“车辆识别代号”';
  if (vin.length < 17) return `还差${17 - vin.length}位`;
  return vinProblem(vin) === 'check_digit' ? '进口车可能没有校验位，请再核对一遍。' : undefined;
}

function plateError(value: string): string | undefined {
  const plate = normalizePlate(value);
  if (plate.length < 7) return undefined;
  return plateKind(plate) ? undefined : '车牌号不对：普通车7位，新能源8位，字母 I、O 不用。';
}
