import { type Caller, capture, employeeAt, newDeal, verifiedAgent } from '../../../../test/people';
import { useProduct } from '../../../../test/use-product';
import { Image } from '../../transactions/image.entity';
import { PictureReading } from './picture-reading.entity';
import { storedReadings } from './stored-readings';

const product = useProduct();
const deps = () => product().server.deps;
const type = (agent: Caller, imageId: string, fields: { field: 'vin' | 'plate' | 'kilometres'; value: string }[]) => agent.send('PUT /images/:id/fields', { params: { id: imageId }, body: { fields } });
const fieldsOf = async (imageId: string) => {
  const image = await deps().db.manager.findOneByOrFail(Image, { id: imageId });
  return (await storedReadings(deps().db.manager, deps().keys, [image])).get(imageId)!.fields.map(({ field, value, source }) => [field, value, source]);
};

describe('PUT /images/:id/fields', () => {
  it('asks for what could not be read, keeps what the agent types, marked and sealed, and checks anew', async () => {
    const agent = await verifiedAgent(product());
    const deal = await newDeal(agent);
    const { id } = await capture(agent, deal.id, 'P26');
    await deps().db.manager.update(PictureReading, id, { state: 'failed', failure: 'crashed', finishedAt: new Date() });
    const asked = await agent.call('GET /transactions/:id/checks', { params: { id: deal.id } });
    expect(asked.pictures).toMatchObject([{ imageId: id, slot: 'P26', state: 'failed', why: expect.stringContaining('请对着原件填写'), toType: [{ field: 'vin', label: '车架号', value: null, hint: expect.stringContaining('17位') }] }]);

    const reply = await type(agent, id, [{ field: 'vin', value: 'lsgpc52u6af102554' }]);
    expect(reply.status).toBe(200);
    expect(reply.body.pictures[0]!.toType).toEqual([]);
    expect(reply.body.results.find(({ rule }) => rule === 'T-04')!.values).toContainEqual(expect.objectContaining({ source: 'typed', value: 'LSGPC52U6AF102554', imageId: id }));
    expect(await fieldsOf(id)).toEqual([['vin', 'LSGPC52U6AF102554', 'typed']]);
    const row = await deps().db.manager.findOneByOrFail(PictureReading, { imageId: id });
    expect(row.typedSealed).not.toContain('LSGPC52U6AF102554');

    await type(agent, id, [{ field: 'vin', value: '1M8GDM9AXKP042788' }]);
    expect(await fieldsOf(id)).toEqual([['vin', '1M8GDM9AXKP042788', 'typed']]);
    const events: { details: string }[] = await deps().db.query("SELECT details FROM audit_events WHERE subject_id = ? AND action = 'checks.fields_typed'", [deal.id]);
    expect(events.map(({ details }) => JSON.parse(details))).toEqual(Array(2).fill({ imageId: id, slot: 'P26', fields: ['vin'] }));
  });

  it('names each field that is wrong, and keeps none of them', async () => {
    const agent = await verifiedAgent(product());
    const deal = await newDeal(agent);
    const { id } = await capture(agent, deal.id, 'P22');
    const { status, error } = await type(agent, id, [{ field: 'plate', value: '浙B12345' }, { field: 'vin', value: 'LSGPC52U6AF102555' }, { field: 'kilometres', value: '86420' }]);
    expect([status, error.code]).toEqual([422, 'request.invalid']);
    expect(error.fields).toEqual([
      { field: 'fields.1.value', message: '车架号不正确，请核对17位字母数字' },
      { field: 'fields.2.value', message: '这张照片上没有这一项，请刷新后再填' },
    ]);
    expect(await fieldsOf(id)).toEqual([]);
  });

  it('is for the agent of the deal alone, and only while it is open', async () => {
    const agent = await verifiedAgent(product());
    const deal = await newDeal(agent);
    const { id } = await capture(agent, deal.id, 'P22');
    const stranger = await verifiedAgent(product(), '贾样例');
    expect((await type(stranger, id, [{ field: 'plate', value: '浙B12345' }])).status).toBe(404);
    await agent.call('POST /transactions/:id/cancellation', { params: { id: deal.id }, body: { reason: '不卖了' } });
    expect((await type(agent, id, [{ field: 'plate', value: '浙B12345' }])).error.code).toBe('transaction.wrong_state');
  });
});

describe('GET /check-queue', () => {
  it('tells the technician how much waits and how long the last readings took', async () => {
    const agent = await verifiedAgent(product());
    await deps().db.query('DELETE FROM readings');
    const { id } = await newDeal(agent);
    for (const slot of ['P22', 'P23', 'P24', 'P26']) await capture(agent, id, slot);
    const rows = await deps().db.manager.find(PictureReading, { where: { transactionId: id }, order: { enqueuedAt: 'ASC' } });
    const after = (row: PictureReading, seconds: number) => ({ finishedAt: new Date(row.enqueuedAt.getTime() + seconds * 1000) });
    await deps().db.manager.update(PictureReading, rows[0]!.imageId, { state: 'done', ...after(rows[0]!, 2) });
    await deps().db.manager.update(PictureReading, rows[1]!.imageId, { state: 'done', ...after(rows[1]!, 9) });
    await deps().db.manager.update(PictureReading, rows[2]!.imageId, { state: 'failed', failure: 'unreadable', ...after(rows[2]!, 1) });
    const technician = await employeeAt(product(), 'technician');
    const figures = await technician.call('GET /check-queue');
    expect(figures).toMatchObject({ waiting: 1, running: 0, failed: 1, medianSeconds: 2, p95Seconds: 9, engine: expect.any(String) });
    expect(figures.oldestSeconds).toBeGreaterThanOrEqual(0);
    expect((await (await employeeAt(product(), 'clerk')).send('GET /check-queue')).status).toBe(403);
  });
});
