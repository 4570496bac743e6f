import { errors, moveStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { By } from '../../../audit/audit';
import type { Deps } from '../../../deps';
import { Refusal } from '../../../http/errors';
import { sizeWords } from '../space/size-words';
import { cancelMove, ensureMayBeFilled, finishMove, setSpeed, startMove, switchBack, switchMove } from './moves';
import { latestMoves } from './present-moves';
import type { StorageMove } from './storage-move.entity';

/** What `npm run ops -- move` takes. */
export interface MoveWords {
  /** `start`, `status`, `speed`, `switch`, `switch-back`, `finish` or `cancel`; `status` where nothing is said. */
  act?: string | undefined;
  /** Bytes a second, or `none`. */
  speed?: string | undefined;
}

const acts: Record<string, (tx: EntityManager, id: string, by: By) => Promise<StorageMove>> = { switch: switchMove, 'switch-back': switchBack, finish: finishMove, cancel: cancelMove };
const usage = '请写明要做什么：move start|status|speed|switch|switch-back|finish|cancel，限速写 --speed 每秒字节数（至少100000）或 --speed none';

/** `npm run ops -- move …`: 存储搬迁 by whoever stands at the machine; the copying itself is done by the processes of the product. Exit code 1 where it is refused. */
export async function moveCommand(deps: Pick<Deps, 'db' | 'clock' | 'stores'>, { act = 'status', speed }: MoveWords, say: (line: string) => void = console.log): Promise<void> {
  const { db, stores, clock } = deps;
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  const { current, other } = await stores.names();
  const bytesPerSecond = speed === undefined || speed === 'none' ? null : Number(speed);
  const isSpeed = bytesPerSecond === null || (Number.isSafeInteger(bytesPerSecond) && bytesPerSecond >= 100_000);
  const [latest] = await latestMoves(db.manager);
  try {
    if (!isSpeed || !(act in acts || ['start', 'status', 'speed'].includes(act))) return fail(usage);
    if (act === 'status') return tell(latest);
    if (act === 'start') await ensureMayBeFilled(db.manager, stores, other);
    if (act === 'start') return tell(await db.transaction((tx) => startMove(tx, { current, other, bytesPerSecond }, by)));
    if (!latest) return fail('还没有存储搬迁。');
    tell(await db.transaction((tx) => (act === 'speed' ? setSpeed(tx, latest.id, bytesPerSecond, by) : acts[act]!(tx, latest.id, by))));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    fail(errors[error.code][1]);
  }

  function fail(sentence: string): void {
    say(sentence);
    process.exitCode = 1;
  }
  function tell(move: StorageMove | undefined): void {
    say(`使用中的存储：${current}；另一个存储：${other ?? '没有设置'}`);
    if (!move) return say('还没有存储搬迁。');
    say(`搬迁 ${move.fromStore} → ${move.toStore}：${moveStates[move.state]}`);
    say(`共${move.objects}个文件、${sizeWords(move.bytes)}；已复制${move.copied}个、${sizeWords(move.copiedBytes)}；已核对${move.verified}个，其中重新复制${move.differing}个；限速${move.bytesPerSecond === null ? '无' : `每秒${sizeWords(move.bytesPerSecond)}`}`);
    if (move.rootFrom) say(`最近一次核对：原存储 ${move.rootFrom}\n　　　　　　　新存储 ${move.rootTo}（${move.rootFrom === move.rootTo ? '一致' : '不一致，正在重新复制'}）`);
    if (move.failure) say(move.failure);
    if (move.state === 'done') say(`原存储 ${move.fromStore} 中的文件没有删除，确认不再需要后请自行清空。`);
  }
}
