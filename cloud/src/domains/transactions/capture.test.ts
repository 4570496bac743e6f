import { newDeal, permitFor, pictureFor, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { captureFactsOf, captureNonceOf, readCaptureNonce } from './capture';
import { Image } from './image.entity';

const product = useProduct();
const deps = () => product().server.deps;

describe('采集码', () => {
  it('tells when it was issued, for its own deal only, and not from the future', () => {
    const { keys } = deps();
    const at = new Date('2026-05-04T01:02:03.000Z');
    const nonce = captureNonceOf(keys, 'deal-a', at);
    expect(nonce.length).toBeLessThan(50);
    expect(readCaptureNonce(keys, 'deal-a', nonce, at)).toEqual(at);
    expect(readCaptureNonce(keys, 'deal-b', nonce, at)).toBeNull();
    expect(readCaptureNonce(keys, 'deal-a', nonce, new Date(at.getTime() - 120_000))).toBeNull();
    const later = (Number.parseInt(nonce.split('.')[0]!, 36) + 3600).toString(36);
    for (const wrong of [undefined, '', 'x', `${later}.${nonce.split('.')[1]}`, `${nonce}0`]) expect(readCaptureNonce(keys, 'deal-a', wrong, at)).toBeNull();
  });

  it('goes with the pictures of whoever may capture; a foreign one is a signal, never a refusal', async () => {
    const agent = await verifiedAgent(product());
    const [deal, other] = [await newDeal(agent), await newDeal(agent)];
    expect(deal.captureNonce).toBeTruthy();
    const take = async (capture?: object) => {
      const images = [{ slot: 'P22', contentType: 'image/jpeg' as const, bytes: 1000, capturedAt: new Date().toISOString(), ...(capture ? { capture: capture as never } : {}) }];
      const { permits } = await agent.call('POST /transactions/:id/images', { params: { id: deal.id }, body: { images } });
      return captureFactsOf(await deps().db.manager.findOneByOrFail(Image, { id: permits[0]!.image.id }));
    };
    const position = { latitude: 29.868336, longitude: 121.543994, accuracyMetres: 18.4 };
    expect(await take({ nonce: deal.captureNonce, method: 'in_app_camera', position, device: 'HUAWEI ANA-AN00' })).toEqual({
      nonceIssuedAt: expect.any(Date),
      method: 'in_app_camera',
      position: { latitude: 29.868, longitude: 121.544, accuracyMetres: 100 },
      device: 'HUAWEI ANA-AN00',
    });
    expect(await take({ nonce: other.captureNonce, method: 'album' })).toEqual({ nonceIssuedAt: null, method: 'album', position: null, device: null });
    expect(await take()).toBeNull();
    expect((await permitFor(agent, deal.id, 'P22', pictureFor('P22'))).url).toBeTruthy();

    await agent.call('POST /transactions/:id/cancellation', { params: { id: deal.id }, body: { reason: '不卖了' } });
    expect((await agent.call('GET /transactions/:id', { params: { id: deal.id } })).captureNonce).toBeNull();
  });
});
