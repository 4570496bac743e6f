import { detectors as titles } from '@yongche/contract';
import { type DealPaper, madeDeal, papersOf } from '../local/documents/deal';
import { drawPaper } from '../local/documents/draw';
import { faults } from '../local/documents/faults';
import { photograph } from '../local/documents/photograph';
import type { Detector, PictureLook } from '../src/domains/checks/looking/look';
import { lookAt } from '../src/domains/checks/looking/look-at';
import { expectedKind } from '../src/domains/checks/slots';
import { inTurns } from './in-turns';
import type { RealPicture } from './samples';
import type { WorstCases } from './worst-cases';

/** Thresholds are chosen on one part and reported on the other; a document is in one of them with all its pictures. */
export type Part = 'choosing' | 'reported';

/** Scores of one detector: of pictures without its fault, and of pictures with it. */
export interface Scores {
  good: number[];
  bad: number[];
}

/** What every detector said of every picture, by part; real photographs stand apart. */
export interface DetectorScores {
  made: Record<Part, Map<Detector, Scores>>;
  /** Photographs that are what they seem to be. */
  real: Map<Detector, Scores>;
  pictures: number;
}

const slots = ['P01', 'P02', 'P20', 'P22', 'P24', 'P30'];
const judged = (Object.keys(titles) as Detector[]).filter((detector) => detector !== 'duplicate');
const empty = () => new Map(judged.map((detector): [Detector, Scores] => [detector, { good: [], bad: [] }]));
const scoreOf = ({ findings }: PictureLook, detector: Detector) => Math.max(0, ...findings.filter((finding) => finding.detector === detector).map(({ score }) => score));

/** Looks at made papers, twice taken well and once with each fault, and at real photographs. */
export async function detectorsByPictures(perKind: number, real: RealPicture[], worst: WorstCases): Promise<DetectorScores> {
  const scores: DetectorScores = { made: { choosing: empty(), reported: empty() }, real: empty(), pictures: 0 };
  const documents = Array.from({ length: perKind }, (_, n) => papersOf(madeDeal(`look ${n}`)).filter(({ slot }) => slots.includes(slot)).map((paper) => ({ paper, n }))).flat();

  await inTurns(documents, 2, async ({ paper, n }) => {
    const found = scores.made[n % 2 === 0 ? 'choosing' : 'reported'];
    for (const again of [0, 1]) {
      const { picture } = await photograph(drawPaper(paper), { seed: `good ${paper.seed} ${again}` });
      const look = await lookAt(picture, expectedKind(paper.slot));
      scores.pictures++;
      for (const detector of judged) await noteGood(found, detector, look, picture, `${titles[detector]}误报 ${paper.seed}`, worst);
    }
    for (const [at, fault] of faults.entries()) {
      if (!speaksOf(fault.detector, paper)) continue;
      const strength = fault.strengths[(n + at) % fault.strengths.length]!;
      const { picture } = await fault.inject(paper, { seed: `bad ${paper.seed}` }, strength);
      const score = scoreOf(await lookAt(picture, expectedKind(paper.slot)), fault.detector);
      scores.pictures++;
      found.get(fault.detector)!.bad.push(score);
      if (score < 0.5) await worst.add(`${titles[fault.detector]}漏过 ${score.toFixed(2)} ${paper.seed} (${strength})`, 0.5 - score, picture);
    }
  });

  await inTurns(real, 2, async ({ name, picture, kind, isScreen }) => {
    const look = await lookAt(picture, kind);
    scores.pictures++;
    if (isScreen) scores.real.get('recapture')!.bad.push(scoreOf(look, 'recapture'));
    else for (const detector of judged) await noteGood(scores.real, detector, look, picture, `${titles[detector]}误报 ${name}`, worst);
  });
  return scores;
}

/** A car lies on no table and is never a copy. */
const speaksOf = (detector: Detector, { kind }: DealPaper) => kind !== 'plate' || (detector !== 'cut_off' && detector !== 'photocopy' && detector !== 'glare');

async function noteGood(scores: Map<Detector, Scores>, detector: Detector, look: PictureLook, picture: Buffer, title: string, worst: WorstCases): Promise<void> {
  const score = scoreOf(look, detector);
  scores.get(detector)!.good.push(score);
  if (score >= 0.5) await worst.add(`${title} ${score.toFixed(2)}`, score, picture);
}
