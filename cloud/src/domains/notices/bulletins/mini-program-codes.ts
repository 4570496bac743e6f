import sharp from 'sharp';
import { ProviderError } from '../../../adapters/provider-error';
import type { Deps } from '../../../deps';
import { ensure, Refusal } from '../../../http/errors';
import { Bulletin } from './bulletin.entity';
import { codeTargetOf } from './share-path';

type CodeDeps = Pick<Deps, 'db' | 'storage' | 'miniProgramCodes' | 'log'>;

const mostBytes = 5 * 1024 * 1024;
/** WeChat draws at most 1,280 pixels square. */
const mostPixels = 2000 * 2000;

/**
 * 小程序码 of a bulletin's page, PNG: WeChat is asked once, then it lies in the storage.
 * @throws bulletin.not_found, bulletin.wrong_state where the public page shows nothing, bulletin.code_refused, bulletin.code_unavailable
 */
export function createCodeReader({ db, storage, miniProgramCodes, log }: CodeDeps): (id: string) => Promise<Buffer> {
  /** One request for all who wait. */
  const asking = new Map<string, Promise<Buffer>>();

  const ask = async (id: string, key: string): Promise<Buffer> => {
    const picture = await draw(id);
    await storage.write(key, picture, 'image/png');
    return picture;
  };
  const draw = async (id: string): Promise<Buffer> => {
    try {
      return await sharp(await miniProgramCodes.draw(codeTargetOf(id)), { limitInputPixels: mostPixels }).png({ palette: true }).toBuffer();
    } catch (error) {
      log.warn({ err: error, bulletin: id }, 'WeChat gave no code of a bulletin');
      throw new Refusal(error instanceof ProviderError && error.kind === 'rejected' ? 'bulletin.code_refused' : 'bulletin.code_unavailable');
    }
  };

  return async (id) => {
    const bulletin = await db.manager.findOne(Bulletin, { select: { id: true, state: true }, where: { id } });
    ensure(bulletin, 'bulletin.not_found');
    ensure(bulletin.state === 'approved' || bulletin.state === 'sent', 'bulletin.wrong_state');
    const key = `bulletin-codes/${miniProgramCodes.appId}/${id}.png`;
    const kept = await storage.read(key, mostBytes).catch((error: unknown) => {
      if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') return undefined;
      throw error;
    });
    if (kept) return kept;
    const asked = asking.get(id) ?? ask(id, key).finally(() => asking.delete(id));
    asking.set(id, asked);
    return asked;
  };
}
