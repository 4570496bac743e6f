import { call } from '../../../api';
import { isInUse } from './in-use';
import { isOver, withServer } from './kept-deal';
import type { Keeping } from './keeping';

const runningMs = 4_000;
const calmMs = 20_000;

/** Reads a deal anew while it is shown, oftener while the pre-check is at it. @returns what ends it */
export function followDeal(keeping: Keeping, id: string, ask: typeof call = call): () => void {
  const left = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const look = async () => {
    const deal = keeping.state().deals.find((each) => each.id === id);
    if (deal && isOver(deal)) return;
    if (deal?.server && isInUse()) {
      const asked = Date.now();
      const answer = await ask('GET /transactions/:id', { params: { id }, signal: left.signal });
      await keeping.change(id, (kept) => withServer(kept, answer, asked), { durability: 'relaxed' });
    }
  };
  const again = () => {
    if (left.signal.aborted) return;
    const isRunning = keeping.state().deals.find((each) => each.id === id)?.server?.gate.some(({ code }) => code === 'checks_running' || code === 'photo_uploading');
    timer = setTimeout(follow, isRunning ? runningMs : calmMs);
  };
  // What hinders the reading is found, and told, by the sender.
  const follow = () => void look().then(again, again);
  follow();
  return () => {
    clearTimeout(timer);
    left.abort();
  };
}
