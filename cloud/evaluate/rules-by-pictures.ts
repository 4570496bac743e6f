import type { RulePackContent } from '@yongche/contract/checks';
import { type DealPaper, madeDeal, papersOf, pictureOf } from '../local/documents/deal';
import { inconsistencies } from '../local/documents/inconsistencies';
import { documentKindOf, type PaperValues } from '../local/documents/sheet';
import type { DocumentReader } from '../src/adapters/ocr/ocr';
import { judge } from '../src/domains/checks/rules/judge';
import type { RuleCode } from '../src/domains/checks/rules/rule';
import { expectedKind } from '../src/domains/checks/slots';
import { asWritten, factsOf, type Known } from './deal-facts';
import { inTurns } from './in-turns';
import { RightFields } from './right-fields';
import { Tally } from './tally';

/** Rules that compare what was read from pictures; the others need no reader, see `rulesByFacts`. */
const readingRules: RuleCode[] = ['T-01', 'T-04', 'T-05', 'T-06', 'T-07', 'T-09', 'T-10', 'T-12', 'T-13', 'T-18', 'T-19', 'T-21', 'T-22', 'T-23'];

interface ByPictures {
  tally: Tally<RuleCode>;
  fields: RightFields;
  pictures: number;
}

/** Whole deals, drawn, photographed, read and judged: as they are, and with each inconsistency of the catalogue. */
export async function rulesByPictures(count: number, pack: RulePackContent, reader: DocumentReader): Promise<ByPictures> {
  const tally = new Tally<RuleCode>(readingRules);
  const fields = new RightFields(pack.minConfidence);
  let pictures = 0;

  const read = async (paper: DealPaper): Promise<Known> => {
    const expected = expectedKind(paper.slot);
    if (expected === 'other') return asWritten(paper);
    const { picture } = await pictureOf(paper);
    const { kind, kindConfidence, fields: found } = await reader.read(picture, expected);
    pictures++;
    fields.add(expected, truthOf(paper), found, paper.seed);
    return { kind, kindConfidence, fields: found, look: null };
  };

  await inTurns(Array.from({ length: count }, (_, n) => madeDeal(`pictures ${n}`)), 2, async (deal) => {
    const known = new Map<DealPaper, Known>();
    const knowAll = async (papers: DealPaper[]) => {
      for (const paper of papers) if (!known.has(paper)) known.set(paper, await read(paper));
      return factsOf(deal, papers, (paper) => known.get(paper)!);
    };
    const papers = papersOf(deal);
    for (const { rule, verdict } of judge(await knowAll(papers), pack)) if (readingRules.includes(rule)) tally.good(rule, verdict, `${deal.seed}：没有问题的交易`);
    for (const { rule, title, applies, change } of inconsistencies) {
      if (!applies(deal) || !readingRules.includes(rule)) continue;
      const results = judge(await knowAll(change(papers, deal)), pack);
      tally.bad(rule, results.find((result) => result.rule === rule)?.verdict ?? 'consistent', `${deal.seed}：${title}`);
    }
  });
  return { tally, fields, pictures };
}

/** What a reader can find on the paper: a page without a mortgage says so by saying nothing, fuel is no field of 行驶证副页. */
function truthOf({ kind, values }: DealPaper): PaperValues {
  if (documentKindOf(kind) === 'registration_transfers') return { mortgage: 'no', ...values, ...(values.owner ? {} : { registeredOn: undefined }) };
  return kind === 'vehicle_licence_annex' ? { ...values, energy: undefined } : values;
}
