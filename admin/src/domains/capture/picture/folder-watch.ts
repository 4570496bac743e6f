/** The part of the browser's folder handle that is used. */
export interface FolderHandle {
  readonly name: string;
  values(): AsyncIterable<{ kind: string; name: string; getFile?(): Promise<File> }>;
}

/** What a look at the folder has brought. */
export interface FolderLook {
  /** New and whole, oldest first; each of them once. */
  pictures: File[];
  /** New files that are no pictures that a browser can read. */
  unreadable: string[];
}

const readable = /\.(jpe?g|png|bmp|webp)$/i;
/** What scanners write as well; programs' own files (thumbs.db, *.tmp) are nobody's business. */
const otherScans = /\.(tiff?|pdf|heic|heif|jp2|ofd)$/i;

/** A file is what it was as long as its name, size and time are. */
const markOf = ({ name, size, lastModified }: File) => `${name} ${size} ${lastModified}`;

/**
 * Watches a folder: each look tells of what is new and whole. A file is whole when it has been the same in two looks: a scanner
 * writes for a while.
 * @param taken marks of the files that were handed over before
 */
export function watchFolder(folder: FolderHandle, taken: Iterable<string>) {
  const known = new Set(taken);
  let growing = new Map<string, string>();

  async function filesOf(): Promise<File[]> {
    const files: File[] = [];
    for await (const entry of folder.values()) {
      if (entry.kind !== 'file' || !(readable.test(entry.name) || otherScans.test(entry.name))) continue;
      // Gone since it was listed, or held by the scanner's program: the next look tells.
      const file = await entry.getFile?.().catch(() => undefined);
      if (file) files.push(file);
    }
    return files.sort((a, b) => a.lastModified - b.lastModified || a.name.localeCompare(b.name));
  }

  return {
    /** Leaves alone what was made before that moment (ms since 1970): it belongs to persons who were served before. */
    async passOver(before: number): Promise<void> {
      for (const file of await filesOf()) if (file.lastModified < before) known.add(markOf(file));
    },
    async look(): Promise<FolderLook> {
      const found: FolderLook = { pictures: [], unreadable: [] };
      const seen = new Map<string, string>();
      for (const file of await filesOf()) {
        const mark = markOf(file);
        if (known.has(mark)) continue;
        seen.set(file.name, mark);
        if (file.size === 0 || growing.get(file.name) !== mark) continue;
        known.add(mark);
        if (readable.test(file.name)) found.pictures.push(file);
        else found.unreadable.push(file.name);
      }
      growing = seen;
      return found;
    },
    /** To be kept for the next start. */
    taken: (): string[] => [...known],
  };
}
