import type { CounterDeal, DealInput } from './counter-deal';
import { progressOf, type Place } from './desk/checklist';

type Party = DealInput['parties'][number];

/** Who reads the notice and stands before the camera: the person, or the unit's delegate. */
export const nameOf = (party: Party): string => (party.kind === 'unit' ? party.delegateName : party.name);

/** Sellers or buyers on one line. */
export const namesOn = ({ parties }: Pick<DealInput, 'parties'>, side: Party['side']): string =>
  parties.flatMap((party) => (party.side === side ? [party.name] : [])).join('、');

/** What this PC still has to bring to the server, as a deal's line says it. */
const waitingOf = ({ pictures }: CounterDeal) => pictures.filter(({ state }) => state === 'waiting' || state === 'sending').length;

/** How a deal stands, in the list of this PC. */
export function standOf(deal: CounterDeal, places: Place[] | null): { word: string; tone: 'plain' | 'busy' | 'good' | 'bad' | 'over' } {
  const { done, of } = places ? progressOf(places) : { done: 0, of: 0 };
  switch (deal.stage) {
    case 'open':
      return { word: of > 0 ? `采集中 ${done}/${of}` : '采集中', tone: 'plain' };
    case 'closing': {
      if (deal.intent === 'cancel') return { word: '正在取消', tone: 'busy' };
      const waiting = waitingOf(deal);
      return { word: waiting > 0 ? `上传中，还有${waiting}张` : '等待预检', tone: 'busy' };
    }
    case 'attention':
      return { word: '需处理', tone: 'bad' };
    case 'completed':
      return { word: '已完成', tone: 'good' };
    default:
      return { word: '已取消', tone: 'over' };
  }
}

/** The order of the list: what needs the operator, what is open, what goes on by itself, what is over; within each the newest first. */
export function inOrder(deals: CounterDeal[]): CounterDeal[] {
  const ranks: Record<CounterDeal['stage'], number> = { attention: 0, open: 1, closing: 2, completed: 3, cancelled: 3 };
  return [...deals].sort((a, b) => ranks[a.stage] - ranks[b.stage] || b.begunAt.localeCompare(a.begunAt));
}

/** The line that says how the network is and what waits on this PC; `clock` writes a moment as 09:12. */
export function waitingWord(keeping: { isOnline: boolean; waitingPictures: number; waitingDeals: number; oldestAt: string | null }, clock: (moment: string) => string): string {
  const { isOnline, waitingPictures, waitingDeals, oldestAt } = keeping;
  const kept = [waitingDeals > 0 && `${waitingDeals}笔`, waitingPictures > 0 && `${waitingPictures}张照片`].filter(Boolean).join(' ');
  if (isOnline && waitingDeals === 0 && waitingPictures > 0) return `网络正常，${kept}等处理后上传`;
  if (isOnline) return kept === '' ? '网络正常，全部已上传' : `网络正常，正在上传 ${kept}`;
  if (kept === '') return '断网，可以照常办理，恢复后自动上传';
  return `断网，已存本机：${kept}，恢复后自动上传${oldestAt ? `（最早${clock(oldestAt)}）` : ''}`;
}
