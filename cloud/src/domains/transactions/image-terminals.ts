import { type EntityManager, In } from 'typeorm';
import { Terminal } from '../registry/terminal.entity';
import type { Image } from './image.entity';

/** Loads the terminals of pictures that were taken at one, to be presented with them; no statement where all come from phones. */
export async function withTerminals<Pictures extends Image[]>(tx: EntityManager, images: Pictures): Promise<Pictures> {
  const ids = new Set(images.flatMap(({ terminalId }) => terminalId ?? []));
  if (ids.size === 0) return images;
  const terminals = new Map((await tx.findBy(Terminal, { id: In([...ids]) })).map((terminal) => [terminal.id, terminal]));
  for (const image of images) image.terminal = terminals.get(image.terminalId ?? '') ?? null;
  return images;
}
