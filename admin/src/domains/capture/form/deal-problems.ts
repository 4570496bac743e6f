import { creditCodeProblem } from '@yongche/contract/standards/credit-code';
import { normalizePlate, plateKind } from '@yongche/contract/standards/plate';
import { isAcceptableVin, vinProblem } from '@yongche/contract/standards/vin';
import { idNumberSentence } from '../../identity/id-number-entry';
import { type DealDraft, type PartyDraft, tidy, titleOfParty } from './deal-draft';

/** Sentences by the path of their field, as the server names it: `parties.0.idNumber`. */
export type Problems = Record<string, string>;

/** What the market allows, from the station's facts; `undefined` while these are not known. */
type Allowed = boolean | undefined;

/** What is wrong with what has been typed so far; nothing is said of a field that is empty or not finished. */
export function problemsWhileTyping(draft: DealDraft, allowsAgentForBothSides: Allowed): Problems {
  const problems: Record<string, string | undefined> = { vin: vinSentence(draft.vin), plate: plateSentence(draft.plate) };
  draft.parties.forEach((party, at) => {
    const field = (name: keyof PartyDraft) => `parties.${at}.${name}`;
    if (party.kind === 'person') problems[field('idNumber')] = idSentence(party.idNumber, false);
    else {
      problems[field('creditCode')] = creditCodeSentence(party.creditCode);
      problems[field('delegateIdNumber')] = idSentence(party.delegateIdNumber, false);
    }
  });
  if (allowsAgentForBothSides === false && isAgentForBoth(draft.parties)) {
    problems[`parties.${draft.parties.length - 1}.attendance`] = '该市场不允许同一代理人同时代办买卖双方，请至少一方本人到场。';
  }
  return present(problems);
}

/** What is missing or wrong when the operator wants to go on. */
export function problemsAtEnd(draft: DealDraft, allowsAgentForBothSides: Allowed): Problems {
  const problems: Record<string, string | undefined> = {
    plate: plateKind(normalizePlate(draft.plate)) ? undefined : '请填写完整的车牌号，例如 浙B12345。',
    vin: isAcceptableVin(tidy(draft.vin)) ? undefined : '请填写完整的17位车架号。',
  };
  draft.parties.forEach((party, at) => {
    const title = titleOfParty(draft.parties, at);
    const field = (name: keyof PartyDraft) => `parties.${at}.${name}`;
    const isPerson = party.kind === 'person';
    problems[field('name')] = party.name.trim() ? undefined : `请填写${title}的${isPerson ? '姓名' : '单位名称'}。`;
    if (isPerson) problems[field('idNumber')] = idSentence(party.idNumber, true);
    else {
      problems[field('creditCode')] = isCreditCode(party.creditCode) ? undefined : '请填写18位统一社会信用代码。';
      problems[field('delegateName')] = party.delegateName.trim() ? undefined : '请填写经办人姓名。';
      problems[field('delegateIdNumber')] = idSentence(party.delegateIdNumber, true);
    }
  });
  return { ...present(problems), ...problemsWhileTyping(draft, allowsAgentForBothSides) };
}

/** What is worth a second look though it may be right; nothing where there is nothing. */
export function hintsOf(draft: DealDraft): Problems {
  const hints: Record<string, string | undefined> = { vin: vinHint(draft.vin) };
  const numbers = draft.parties.map((party) => tidy(party.kind === 'person' ? party.idNumber : party.delegateIdNumber));
  draft.parties.forEach((party, at) => {
    const number = numbers[at]!;
    const first = number === '' ? -1 : numbers.indexOf(number);
    const field = `parties.${at}.${party.kind === 'person' ? 'idNumber' : 'delegateIdNumber'}`;
    hints[field] = first !== -1 && first < at ? `与${titleOfParty(draft.parties, first)}是同一个身份证号，请核对。` : missing(number, 18);
    if (party.kind === 'unit') hints[`parties.${at}.creditCode`] = creditCodeHint(party.creditCode);
  });
  return present(hints);
}

/** The first field, in the order of the form, that has a problem. */
export function firstWrong(fields: string[], problems: Problems): string | undefined {
  return fields.find((field) => problems[field]) ?? Object.keys(problems)[0];
}

/** The field after this one that is not finished; undefined where all the rest is. */
export function nextUnfinished(fields: string[], field: string, problemsNow: Problems): string | undefined {
  return fields.slice(fields.indexOf(field) + 1).find((other) => problemsNow[other]);
}

const present = (sentences: Record<string, string | undefined>): Problems =>
  Object.fromEntries(Object.entries(sentences).flatMap(([field, sentence]) => (sentence ? [[field, sentence]] : [])));

const missing = (entry: string, length: number) => (entry.length > 0 && entry.length < length ? `还差${length - entry.length}位` : undefined);

function vinSentence(entry: string): string | undefined {
  const vin = tidy(entry);
  if (/[IOQ]/.test(vin)) return '车架号里没有字母 I、O、Q，请看是不是 1 或 0。';
  if (vin.length < 17) return undefined;
  if (vin.length > 17) return `车架号是17位，多填了${vin.length - 17}位。`;
  if (isAcceptableVin(vin)) return undefined;
  return vinProblem(vin) === 'check_digit' ? '第9位校验码对不上，说明其中有一位填错了，请逐位核对。' : '车架号只有数字和大写字母，请核对。';
}

function vinHint(entry: string): string | undefined {
  const vin = tidy(entry);
  if (vin.length < 17) return missing(vin, 17);
  if (vinProblem(vin) === undefined) return '✓ 校验码正确';
  return vinProblem(vin) === 'check_digit' && isAcceptableVin(vin) ? '进口车可能没有校验位，请再核对一遍。' : undefined;
}

function plateSentence(entry: string): string | undefined {
  const plate = normalizePlate(entry.normalize('NFKC'));
  if (plate.length < 7 || plateKind(plate)) return undefined;
  return '车牌号不对：普通车7位，新能源8位，字母 I、O 不用。';
}

function idSentence(entry: string, isFinished: boolean): string | undefined {
  const number = tidy(entry);
  if (number === '') return isFinished ? '请填写18位身份证号。' : undefined;
  if (number.length > 18) return `身份证号是18位，多填了${number.length - 18}位。`;
  return idNumberSentence(number, isFinished);
}

function creditCodeSentence(entry: string): string | undefined {
  const code = tidy(entry);
  if (/[IOSVZ]/.test(code)) return '统一社会信用代码不用字母 I、O、S、V、Z，请核对。';
  return code.length > 18 ? `统一社会信用代码是18位，多填了${code.length - 18}位。` : undefined;
}

function creditCodeHint(entry: string): string | undefined {
  const code = tidy(entry);
  if (code.length < 18) return missing(code, 18);
  return creditCodeProblem(code) === 'check_digit' ? '校验码对不上；老代码可能如此，请再核对一遍。' : undefined;
}

const isCreditCode = (entry: string) => {
  const problem = creditCodeProblem(tidy(entry));
  return problem === undefined || problem === 'check_digit';
};

/** The agent acts for every party of the one side and of the other. */
const isAgentForBoth = (parties: PartyDraft[]) =>
  (['seller', 'buyer'] as const).every((side) => parties.some((party) => party.side === side && party.attendance === 'agent'));
