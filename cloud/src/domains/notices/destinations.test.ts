import { randomUUID } from 'node:crypto';
import { approvedBulletin, destinations } from '../../../test/bulletins';
import { staffNow } from '../../../test/discipline';
import { useProduct } from '../../../test/use-product';
import type { StaffActor } from '../../http/actor';
import { requestSending } from './bulletins/sendings';

const product = useProduct();
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
const send = async (id: string, destinationId: string) => (await staff('clerk')).send('POST /bulletins/:id/sendings', { params: { id }, body: { id: randomUUID(), destinationId } });

describe('a destination', () => {
  const add = async (body: object) => (await staff('technician')).send('POST /bulletin-destinations', { body: { way: 'wecom_webhook', name: '群', secrets: {}, ...body } as never });
  const changeTo = async (id: string, body: object) => (await staff('technician')).send('PUT /bulletin-destinations/:id', { params: { id }, body: { name: '群', enabled: true, secrets: {}, ...body } as never });

  it('takes the key out of a whole address, never shows it again, and keeps it sealed', async () => {
    const key = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
    const { body } = await add({ name: '协会群', secrets: { key: `https://evil.example/cgi-bin/webhook/send?key=${key}` } });
    expect(body).toEqual({ id: expect.any(String), way: 'wecom_webhook', name: '协会群', enabled: true, isComplete: true, hint: '密钥尾号5aaa' });
    const [row] = await deps().db.query('SELECT * FROM bulletin_destinations WHERE id = ?', [body.id]);
    const [event] = await deps().db.query("SELECT details, changes FROM audit_events WHERE subject_id = ? AND action = 'notices.destination_added'", [body.id]);
    expect(JSON.stringify([row, event])).not.toMatch(/693a91f6|evil/);
    expect((await changeTo(body.id, { name: '新名称' })).body).toMatchObject({ name: '新名称', isComplete: true, hint: '密钥尾号5aaa' });
    expect((await changeTo(body.id, { secrets: { key: '钥匙' } })).error.fields).toMatchObject([{ field: 'secrets.key' }]);
  });

  it('that lacks something, is put out of use, or is of a way that nobody configured, is not sent to', async () => {
    const bulletin = await approvedBulletin(product(), '2026-03');
    const { body: unfit } = await add({ way: 'dingtalk', secrets: { key: 'a'.repeat(64) } });
    expect([unfit.isComplete, (await send(bulletin.id, unfit.id)).error.code]).toEqual([false, 'bulletin.destination_unfit']);
    expect((await changeTo(unfit.id, { secrets: { secret: `SEC${'b'.repeat(64)}` }, enabled: false })).body).toMatchObject({ isComplete: true, enabled: false });
    expect((await send(bulletin.id, unfit.id)).error.code).toBe('bulletin.destination_not_found');
    const without = { ...deps(), subscriptions: { ...deps().subscriptions, bulletinTemplateId: null } };
    const clerk = { kind: 'staff', staffId: (await staff('clerk')).staffId, role: 'clerk' } as unknown as StaffActor;
    const request = deps().db.transaction((tx) => requestSending(tx, without, { bulletinId: bulletin.id, id: randomUUID(), destinationId: destinations.subscription }, clerk, { author: clerk, origin: undefined, at: product().clock.now() }));
    await expect(request).rejects.toThrow('bulletin.way_not_configured');
    expect((await (await staff('clerk')).call('GET /bulletin-destinations')).ways.map(({ isConfigured }) => isConfigured)).toEqual([true, true, true, true, true, true]);
  });
});
