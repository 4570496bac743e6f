import { type FolderHandle, watchFolder } from './folder-watch';

const noon = Date.UTC(2026, 4, 4, 4);

/** A folder of a PC, into which the test writes. */
function folderWith(...names: string[]) {
  const files = new Map<string, File>();
  const write = (name: string, bytes = 10, at = noon) => void files.set(name, new File([new Uint8Array(bytes)], name, { lastModified: at }));
  names.forEach((name) => write(name));
  const handle: FolderHandle = {
    name: '扫描',
    async *values() {
      yield { kind: 'directory', name: '旧' };
      for (const file of files.values()) yield { kind: 'file', name: file.name, getFile: async () => file };
    },
  };
  return { handle, write, files };
}
const names = (files: File[]) => files.map(({ name }) => name);

describe('the folder into which a scanner writes', () => {
  it('hands over a new picture once, when it is whole', async () => {
    const { handle, write } = folderWith();
    const watch = watchFolder(handle, []);
    write('扫描0001.jpg', 0);
    expect((await watch.look()).pictures).toEqual([]);
    write('扫描0001.jpg', 5_000);
    expect((await watch.look()).pictures).toEqual([]);
    write('扫描0001.jpg', 90_000);
    expect((await watch.look()).pictures).toEqual([]);
    expect(names((await watch.look()).pictures)).toEqual(['扫描0001.jpg']);
    expect((await watch.look()).pictures).toEqual([]);
  });

  it('hands several over in the order in which they were scanned', async () => {
    const { handle, write } = folderWith();
    write('b.jpg', 10, noon + 1_000);
    write('a.jpg', 10, noon + 2_000);
    write('c.PNG', 10, noon);
    const watch = watchFolder(handle, []);
    await watch.look();
    expect(names((await watch.look()).pictures)).toEqual(['c.PNG', 'b.jpg', 'a.jpg']);
  });

  it('takes a name again when the scanner begins to count anew', async () => {
    const { handle, write } = folderWith('扫描0001.jpg');
    const watch = watchFolder(handle, []);
    await watch.look();
    await watch.look();
    write('扫描0001.jpg', 20, noon + 60_000);
    await watch.look();
    expect(names((await watch.look()).pictures)).toEqual(['扫描0001.jpg']);
  });

  it('leaves alone what lay there before, so that nobody gets the papers of who was served earlier', async () => {
    const { handle, write } = folderWith('昨天.jpg');
    const watch = watchFolder(handle, []);
    await watch.passOver(noon + 1);
    write('现在.jpg', 10, noon + 2_000);
    await watch.look();
    expect(names((await watch.look()).pictures)).toEqual(['现在.jpg']);
  });

  it('remembers across a restart what it has handed over', async () => {
    const { handle } = folderWith('a.jpg');
    const watch = watchFolder(handle, []);
    await watch.look();
    await watch.look();
    const again = watchFolder(handle, watch.taken());
    await again.look();
    expect((await again.look()).pictures).toEqual([]);
  });

  it('names what no browser reads, once, and says nothing of other files', async () => {
    const { handle } = folderWith('合同.pdf', '证件.tif', 'Thumbs.db');
    const watch = watchFolder(handle, []);
    await watch.look();
    expect((await watch.look()).unreadable).toEqual(['合同.pdf', '证件.tif']);
    expect((await watch.look()).unreadable).toEqual([]);
  });

  it('says so when the folder is gone', async () => {
    const gone: FolderHandle = {
      name: '扫描',
      // eslint-disable-next-line require-yield -- the folder fails before it names a file
      async *values() {
        throw new Error('gone');
      },
    };
    await expect(watchFolder(gone, []).look()).rejects.toThrow();
  });
});
