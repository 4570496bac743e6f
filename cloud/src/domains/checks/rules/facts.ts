import type { DocumentField } from '../../../adapters/ocr/ocr';
import { isSure } from '../compare/agreement';
import type { DealFacts, FactValue, PictureFacts, RuleAnswer } from './rule';

/** What a picture of each type is called in a sentence. */
const papers: Record<string, string> = {
  P01: '卖方身份证', P02: '卖方身份证国徽面', P03: '卖方现场人像', P04: '卖方营业执照', P05: '卖方委托书', P06: '卖方委托书',
  P07: '买方身份证', P08: '买方身份证国徽面', P09: '买方现场人像', P10: '买方营业执照', P11: '买方委托书', P12: '买方委托书',
  P20: '登记证书', P21: '登记证书转移抵押栏', P22: '行驶证', P23: '行驶证副页', P24: '车头照片', P25: '车尾照片', P26: '车架号实拍',
  P27: '车辆铭牌', P28: '里程表', P30: '发票', P31: '交易合同', P32: '抵押权人同意书', P35: '检验合格凭证', P36: '居住证', P37: '检测报告',
}; // prettier-ignore

export const paperOf = (slot: string) => papers[slot] ?? slot;

/** 登记证书、行驶证: each once. */
export const list = (words: string[]) => [...new Set(words)].join('、');
export const listPapers = (slots: string[]) => list(slots.map(paperOf));

/** The pictures of these slots, in the order of the slots. */
export function picturesOn(facts: DealFacts, slots: string[]): PictureFacts[] {
  return slots.flatMap((slot) => facts.pictures.filter((picture) => picture.slot === slot));
}

/** What was read or typed of a field on the pictures of these slots. */
export function valuesOn(facts: DealFacts, slots: string[], field: DocumentField): FactValue[] {
  return picturesOn(facts, slots).flatMap(({ values }) => values.filter((value) => value.field === field && value.value !== ''));
}

/** Slots of which there are pictures, or must be, without this field: what the rule would have needed. */
export function slotsWithout(facts: DealFacts, slots: string[], field: DocumentField): string[] {
  const expected = slots.filter((slot) => facts.required.some((photo) => photo.slot === slot) || facts.pictures.some((picture) => picture.slot === slot));
  return expected.filter((slot) => valuesOn(facts, [slot], field).length === 0);
}

/** What the deal was entered with. */
export function entered(field: DocumentField, value: string, party?: number): FactValue {
  return { field, value, source: 'entered', confidence: 1, imageId: null, slot: null, box: null, ...(party === undefined ? {} : { party }) };
}

/** The pictures as the areas that a rule speaks of. */
export const areasOf = (pictures: PictureFacts[], label: string) => pictures.map(({ imageId, slot }) => ({ imageId, slot, box: null, label }));

/** The papers on which values differ, as words; the deal's own entry is 交易信息. */
export const differingPapers = (values: FactValue[]) => list(values.filter(({ differs }) => differs).map(({ slot }) => (slot ? paperOf(slot) : '交易信息')));

/** Said beside a verdict that leans on what the agent typed. */
export function typedRemark(values: FactValue[]): string {
  const typed = values.filter(({ source }) => source === 'typed');
  return typed.length === 0 ? '' : `其中${listPapers(typed.map(({ slot }) => slot!))}的内容由代理人填写，请对照原件。`;
}

/** A day that a paper gives: the best read one that is a day, or undefined. */
export function dayValue<Day extends string>(values: FactValue[], dayOf: (text: string) => Day | undefined): { value: FactValue; day: Day } | undefined {
  const found = values.flatMap((value) => {
    const day = dayOf(value.value);
    return day === undefined ? [] : [{ value, day }];
  });
  return found.sort((a, b) => b.value.confidence - a.value.confidence)[0];
}

/** An answer that names nothing beside its sentence. */
export const answer = (verdict: RuleAnswer['verdict'], sentence: string, fix: string | null = null): RuleAnswer => ({ verdict, sentence, fix, values: [], areas: [] });

/** The least confidence from which a differing value counts: the rule's own setting, or the pack's. */
export function leastConfidence({ settings, minConfidence }: { settings: Record<string, unknown>; minConfidence: number }): number {
  return typeof settings.confidence === 'number' ? settings.confidence : minConfidence;
}

export const confidenceSetting = { confidence: '读数不低于这个可信度时，不一致才算数' };

/** A single value that was read or typed surely enough to be held against a deal. */
export const counts = (value: FactValue, pack: Parameters<typeof leastConfidence>[0]) => isSure(value, leastConfidence(pack));
