import { beginDeal, completeDeal, keepPicture, noteNotice } from './station';
import { agent, input, operator, takenPicture } from './test-counter';

/** Entered, both parties agreed, both pictures taken. */
export async function captured({ isDone = true, plate = input.plate } = {}): Promise<string> {
  const { id } = await beginDeal({ input: { ...input, plate }, agent, batchId: null, staff: operator });
  for (const position of [0, 1]) await noteNotice(id, position);
  for (const slot of ['P20', 'P22']) await keepPicture(id, slot, await takenPicture(`${slot} of ${id}`), null);
  if (isDone) await completeDeal(id);
  return id;
}
