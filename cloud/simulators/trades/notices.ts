/** How the next notice shall go wrong; a field that is absent is as usual. */
export interface NoticeOrder {
  /** Sent that often, each time as if it were the first. */
  times?: number;
  /** Sent this late. */
  delayMs?: number;
  /** Signed by somebody else. */
  forged?: boolean;
  /** Properly signed, with this amount instead of the true one. */
  amountFen?: number;
  /** Not sent at all. */
  never?: boolean;
  /** Only the notice of this order (our number) is meant; otherwise the very next one. */
  order?: string;
}

/** Something that a merchant is to be told. */
export interface Notice {
  kind: 'order' | 'refund';
  /** The merchant's number of the order. */
  number: string;
  /** Makes and signs the request afresh for each attempt; true where the merchant took it. */
  send(how: Pick<NoticeOrder, 'forged' | 'amountFen'>): Promise<boolean>;
}

export interface Notices {
  /** Settles when the first attempt is over; at once where it is late, held or never. */
  tell(notice: Notice): Promise<void>;
  notifyNext(how: NoticeOrder): void;
  /** From now on nothing is sent until it is released. */
  hold(): void;
  /** Sends what was held, the last one first: out of order. */
  release(): Promise<void>;
  /** Until no first attempt, late ones included, is under way; attempts after a refusal do not count. */
  idle(): Promise<void>;
  stop(): void;
}

/** The services wait from seconds to hours; nobody wants to wait for that here. */
const usualDelays = [300, 1_000, 3_000, 10_000];

/** Sends the notices of one service: as told, and again where the merchant does not take one. */
export function createNotices(retryDelaysMs: readonly number[] = usualDelays): Notices {
  const orders: NoticeOrder[] = [];
  const underWay = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let held: (() => Promise<void>)[] | undefined;
  let stopped = false;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms).unref();
      timers.add(timer);
    });
  const track = (work: Promise<void>) => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };
  const again = async (notice: Notice, how: NoticeOrder) => {
    for (const delay of retryDelaysMs) {
      await pause(delay);
      if (stopped || (await notice.send(how))) return;
    }
  };
  const attempt = async (notice: Notice, how: NoticeOrder) => {
    for (let time = 0; time < (how.times ?? 1) && !stopped; time++) {
      const taken = await notice.send(how);
      // Whoever forges does not come back; the service does.
      if (!taken && !how.forged) void again(notice, how);
    }
  };

  return {
    async tell(notice) {
      const index = orders.findIndex(({ order }) => order === undefined || order === notice.number);
      const how = index < 0 ? {} : orders.splice(index, 1)[0]!;
      if (how.never || stopped) return;
      if (held) return void held.push(() => attempt(notice, how));
      if (how.delayMs) return void track(pause(how.delayMs).then(() => attempt(notice, how)));
      await track(attempt(notice, how));
    },
    notifyNext: (how) => void orders.push(how),
    hold() {
      held ??= [];
    },
    async release() {
      const waiting = (held ?? []).reverse();
      held = undefined;
      for (const send of waiting) await track(send());
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Posts a notice and reads the merchant's answer; undefined where there is none. */
export async function post(url: string, headers: Record<string, string>, body: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return undefined;
  }
}
