import sharp from 'sharp';
import { approvedBulletin, drafted, monthPublished } from '../../../test/bulletins';
import { staffNow } from '../../../test/discipline';
import { caller } from '../../../test/people';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const staff = (username: string) => staffNow(product(), username);
const wechat = () => product().simulators.wechat;
const codeOf = async (id: string, username = 'clerk') => (await staff(username)).send('GET /bulletins/:id/mini-program-code', { params: { id } });
const refusalOf = async (reply: Promise<{ error?: { code: string } }>) => (await reply).error?.code;
const asked = (from: number) => wechat().calls.slice(from).filter(({ operation }) => operation === 'code').length;

describe('小程序码 of a bulletin', () => {
  it('opens its page: a picture that WeChat is asked for once, however many look and however often', async () => {
    const { id, sharePath } = await approvedBulletin(product(), '2025-01');
    const before = wechat().calls.length;
    const replies = await Promise.all([codeOf(id), codeOf(id, 'auditor'), codeOf(id, 'president')]);
    expect(replies.map(({ status, headers }) => [status, headers.get('content-type')])).toEqual(replies.map(() => [200, 'image/png']));
    expect((await codeOf(id)).status).toBe(200);
    expect(asked(before)).toBe(1);
    const { page, scene } = wechat().codes.at(-1)!;
    const [path, query] = sharePath.split('?');
    expect([`/${page}`, `id=${scene.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`]).toEqual([path, query]);
    const kept = await product().server.deps.storage.read(`bulletin-codes/${wechat().appId}/${id}.png`, 1_000_000);
    const { width, height, format } = await sharp(kept).metadata();
    expect([width, height, format]).toEqual([860, 860, 'png']);
  });

  it('is of what is approved or sent alone: a code of anything else would open an empty page', async () => {
    await monthPublished(product(), '2025-02');
    const { id, posterSha256 } = await drafted(product(), '2025-02');
    expect(await refusalOf(codeOf(id))).toBe('bulletin.wrong_state');
    const president = await staff('president');
    await president.call('POST /bulletins/:id/approval', { params: { id }, body: { posterSha256 } });
    expect((await codeOf(id)).status).toBe(200);
    await president.call('POST /bulletins/:id/withdrawal', { params: { id }, body: { reason: '数据有误' } });
    expect(await refusalOf(codeOf(id))).toBe('bulletin.wrong_state');
    expect(await refusalOf(codeOf('019b2f60-7000-7000-8000-00000000ffff'))).toBe('bulletin.not_found');
  });

  it('is shown to those alone who read bulletins', async () => {
    const { id } = await approvedBulletin(product(), '2025-03');
    expect(await refusalOf(codeOf(id, 'inspector1'))).toBe('request.forbidden');
    expect(await refusalOf(caller(product().url).send('GET /bulletins/:id/mini-program-code', { params: { id } }))).toBe('request.unauthenticated');
  });

  it('that WeChat does not give is a clear sentence, keeps nothing, and comes with the next look', async () => {
    const { id } = await approvedBulletin(product(), '2025-04');
    for (const fault of ['reset', 'system_error', 'tampered'] as const) {
      wechat().failNext(fault, 'code');
      expect(await refusalOf(codeOf(id))).toBe('bulletin.code_unavailable');
    }
    wechat().publishPages([]);
    const refused = await codeOf(id);
    expect([refused.status, refused.error.code, refused.error.message]).toEqual([409, 'bulletin.code_refused', expect.stringContaining('请技术运维核对')]);
    wechat().publishPages(['domains/statistics/bulletin/index']);
    expect((await codeOf(id)).status).toBe(200);
  });
});
