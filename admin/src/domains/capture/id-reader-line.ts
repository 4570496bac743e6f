import { type IdCard, readerIn, readingIn, troubleIn } from './id-reader-messages';

/** `searching`: no program answers yet, it is asked again by itself; `trouble`: one answers, but the operator must do something. */
export type ReaderState = { state: 'searching' | 'ready' | 'trouble'; model: string | null; trouble: string | null };

/** Pauses between attempts; the last one is kept. */
const pausesMs = [1_000, 2_000, 5_000, 10_000];
const patienceMs = 3_000;
const notFound = '没有找到读卡程序，正在继续寻找。请确认它已经启动；不用读卡器时可以手工录入。';
const [seenKey, seenCount] = ['yongche-id-reader-seen', 20];

/** Keeps a line to the reader's program at this address, whatever happens to it, until it is told to end. */
export function openReaderLine(address: string, { onState, onCard }: { onState: (state: ReaderState) => void; onCard: (card: IdCard) => void }): () => void {
  let line: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const ended = new AbortController();

  const again = () => {
    line?.close();
    if (!ended.signal.aborted) timer = setTimeout(() => void open(), pausesMs[Math.min(failures++, pausesMs.length - 1)]);
  };
  const open = async () => {
    const found = await askReader(address, ended.signal);
    if (ended.signal.aborted) return;
    // One lost second is not worth a word: it says so once the second attempt failed.
    if (!found) {
      onState({ state: 'searching', model: null, trouble: failures > 0 ? notFound : null });
      return again();
    }
    if ('trouble' in found) {
      onState({ state: 'trouble', model: null, trouble: found.trouble });
      return again();
    }
    listen(found.model);
  };
  const listen = (model: string) => {
    const say = (trouble: string | null) => onState({ state: trouble === null ? 'ready' : 'trouble', model, trouble });
    const heard = (event: string, hear: (data: string) => void) =>
      line?.addEventListener(event, ({ data }: MessageEvent<unknown>) => {
        failures = 0;
        hear(typeof data === 'string' ? data : '');
      });
    line = new EventSource(`${address}/v1/cards`);
    line.onopen = () => say(null);
    line.onerror = () => {
      onState({ state: 'searching', model: null, trouble: null });
      again();
    };
    heard('gone', () => say(null));
    heard('problem', (data) => say(troubleIn(data)));
    heard('card', (data) => {
      const reading = readingIn(data);
      if ('trouble' in reading) return say(reading.trouble);
      say(null);
      // A page in the background is not the one before the operator; the card is over for it all the same.
      if (isNew(reading.id) && !document.hidden) onCard(reading.card);
    });
  };

  onState({ state: 'searching', model: null, trouble: null });
  void open();
  return () => {
    ended.abort();
    clearTimeout(timer);
    line?.close();
  };
}

/** What `/v1/reader` says; undefined where nobody answers, or the program refuses this page. */
async function askReader(address: string, ended: AbortSignal): Promise<ReturnType<typeof readerIn> | undefined> {
  const signal = AbortSignal.any([ended, AbortSignal.timeout(patienceMs)]);
  try {
    const answer = await fetch(`${address}/v1/reader`, { credentials: 'omit', cache: 'no-store', redirect: 'error', signal });
    if (answer.status === 410) return { trouble: '读卡程序是本页还不认识的新版本，请联系技术单位。' };
    if (!answer.ok) return undefined;
    return readerIn(await answer.json().catch(() => null));
  } catch {
    // Not started, unplugged, or it does not know this page: all mean that there is no reader now.
    return undefined;
  }
}

/** Whether this reading was not told before, also before the page was loaded again. Ids are random and say nothing of the person. */
function isNew(id: string): boolean {
  const seen = (sessionStorage.getItem(seenKey) ?? '').split('\n');
  if (seen.includes(id)) return false;
  sessionStorage.setItem(seenKey, [...seen, id].slice(-seenCount).join('\n'));
  return true;
}
