import { useCallback, useEffect, useRef, useState } from 'react';
import { keepFolder, readFolder, type RememberedFolder } from './folder-memory';
import { type FolderHandle, watchFolder } from './folder-watch';

/** What Chrome and Edge offer beyond the standard's types. */
interface PermittedHandle extends FileSystemDirectoryHandle {
  queryPermission(wish: { mode: 'read' }): Promise<PermissionState>;
  requestPermission(wish: { mode: 'read' }): Promise<PermissionState>;
}
const { showDirectoryPicker } = globalThis as { showDirectoryPicker?: (wish: { id: string; mode: 'read' }) => Promise<FileSystemDirectoryHandle> };

const between = 1_000;
/** What a scanner wrote while the page was being opened again is still meant for it. */
const freshFor = 10 * 60_000;

/** `since`: what is older is left alone. */
type Watched = RememberedFolder & { since: number };

/**
 * 监视扫描文件夹: hands over each new picture that a scanner writes into a folder of this PC, once. The folder is remembered; after
 * a restart the browser wants to be asked again, which `choose` does. What lay there before is left alone.
 */
export function useWatchedFolder(onPicture: (file: File) => void): {
  name: string | null;
  /** Whether this browser can watch folders: Chrome and Edge. */
  isSupported: boolean;
  choose(): Promise<void>;
  stop(): void;
  trouble: string | null;
} {
  const [watched, setWatched] = useState<Watched | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const waiting = useRef<RememberedFolder | null>(null);
  const latest = useRef(onPicture);
  useEffect(() => {
    latest.current = onPicture;
  });

  useEffect(() => {
    if (!showDirectoryPicker) return;
    let isOver = false;
    void readFolder().then(async (kept) => {
      if (!kept || isOver) return;
      if (await isAllowed(kept.handle, 'query')) return void (!isOver && setWatched({ ...kept, since: Date.now() - freshFor }));
      waiting.current = kept;
      setTrouble(`浏览器重新启动后，要再次允许读取扫描文件夹“${kept.handle.name}”：请点“选择扫描文件夹”并允许。`);
    });
    return () => {
      isOver = true;
    };
  }, []);

  useEffect(() => {
    if (!watched) return;
    const watch = watchFolder(watched.handle as unknown as FolderHandle, watched.taken);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async () => {
      try {
        const { pictures, unreadable } = await watch.look();
        if (isOver) return;
        pictures.forEach((file) => latest.current(file));
        if (unreadable.length > 0) setTrouble(`扫描文件夹里的${unreadable.map((file) => `“${file}”`).join('、')}不是能放入的照片。请把扫描仪的格式改为 JPG 后重新扫描。`);
        else if (pictures.length > 0) setTrouble(null);
        if (pictures.length + unreadable.length > 0) void keepFolder({ handle: watched.handle, taken: watch.taken() });
        timer = setTimeout(() => void look(), between);
      } catch {
        if (isOver) return;
        // The stick was pulled, the folder moved, or the permission taken back: what was taken stays known.
        waiting.current = { handle: watched.handle, taken: watch.taken() };
        setWatched(null);
        setTrouble(`读不到扫描文件夹“${watched.handle.name}”了，可能被移动、删除或断开。请接好后点“选择扫描文件夹”重新选择。`);
      }
    };
    void watch.passOver(watched.since).then(look, look);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [watched]);

  const choose = useCallback(async () => {
    if (!showDirectoryPicker) return;
    const kept = waiting.current;
    try {
      if (kept && (await isAllowed(kept.handle, 'request')) && (await isThere(kept.handle))) return begin(kept, Date.now() - freshFor);
      const handle = await showDirectoryPicker({ id: 'yongche-scans', mode: 'read' });
      begin({ handle, taken: kept && (await kept.handle.isSameEntry(handle)) ? kept.taken : [] }, Date.now());
    } catch (error) {
      // Who closes the picker has changed their mind.
      if ((error as DOMException).name !== 'AbortError') setTrouble('这个文件夹不能读取。请换一个文件夹，系统文件夹和整个磁盘不能用。');
    }
    function begin(folder: RememberedFolder, since: number): void {
      waiting.current = null;
      setTrouble(null);
      setWatched({ ...folder, since });
      void keepFolder(folder);
    }
  }, []);
  const stop = useCallback(() => {
    waiting.current = null;
    setWatched(null);
    setTrouble(null);
    void keepFolder(undefined);
  }, []);
  return { name: watched?.handle.name ?? null, isSupported: showDirectoryPicker !== undefined, choose, stop, trouble };
}

async function isAllowed(handle: FileSystemDirectoryHandle, how: 'query' | 'request'): Promise<boolean> {
  const permitted = handle as PermittedHandle;
  return (await (how === 'query' ? permitted.queryPermission({ mode: 'read' }) : permitted.requestPermission({ mode: 'read' })).catch(() => 'denied')) === 'granted';
}

const isThere = (handle: FileSystemDirectoryHandle): Promise<boolean> =>
  (handle as unknown as { keys(): AsyncIterator<string> }).keys().next().then(
    () => true,
    () => false,
  );
