import sharp from 'sharp';
import { type Caller, caller, completedDeal, employeeAt, picture, pictureFor, verifiedAgent } from '../../../test/people';
import { foundProblem, quickDeal, retaken, takeCorrection } from '../../../test/problems';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { openSession } from '../identity/sessions';
import { suspendCertificate } from '../registry/certificate-moves';

const product = useProduct();
const db = () => product().server.deps.db;
let people: Record<'inspector' | 'operator' | 'agent', Caller>;
beforeAll(async () => {
  people = { inspector: await employeeAt(product(), 'inspector1'), operator: await employeeAt(product(), 'operator1'), agent: await verifiedAgent(product()) };
});

const problemOf = (who: Caller, id: string) => who.call('GET /problems/:id', { params: { id } });
const correct = (who: Caller, id: string, note = '已重拍') => who.send('POST /problems/:id/correction', { params: { id }, body: { note } });
const askFor = (who: Caller, id: string, slots: string[], bytes = 1000) =>
  who.send('POST /problems/:id/images', { params: { id }, body: { images: slots.map((slot) => ({ slot, bytes, contentType: 'image/jpeg' as const, capturedAt: new Date().toISOString() })) } });
const missingIn = ({ error }: { error: { code: string; details?: unknown } }) => (error.details as { slot: string | null }[]).map(({ slot }) => slot);

let plates = 33_330;
const found = async (seen: Parameters<typeof foundProblem>[2]) => {
  const deal = await quickDeal(product(), people.agent, people.operator, { plate: `浙B${++plates}` });
  return { ...(await foundProblem(product(), deal.id, seen)), deal };
};

describe('改正照片', () => {
  it('must be good: a blurred one is sent back at once and does not count, nor does the file that was found faulty', async () => {
    const deal = await completedDeal(product(), people.agent, { plate: '浙B33301' });
    const { id } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R02' }, { slot: 'P24', code: 'R03' }]);
    const none = await correct(people.agent, id);
    expect([none.status, none.error.code, missingIn(none)]).toEqual([422, 'problem.nothing_corrected', ['P22', 'P24']]);

    expect(await takeCorrection(people.agent, id, 'P22', picture('bad_vehicle_licence'))).toMatchObject({ state: 'rejected', problems: [expect.objectContaining({ sentence: expect.any(String) })] });
    expect((await takeCorrection(people.agent, id, 'P24', pictureFor('P24'))).state).toBe('accepted');
    expect(missingIn(await correct(people.agent, id))).toEqual(['P22', 'P24']);

    await takeCorrection(people.agent, id, 'P22', await retaken('P22'));
    await takeCorrection(people.agent, id, 'P24', await retaken('P24'));
    const { status, body } = await correct(people.agent, id);
    expect([status, body.state]).toEqual([200, 'corrected']);
    expect(body.items.map(({ corrections }) => corrections.map(({ state }) => state))).toEqual([['accepted'], ['accepted', 'accepted']]);
    expect((await askFor(people.agent, id, ['P22'])).error.code).toBe('problem.wrong_state');
  }, 60_000);

  it('is taken only where something was found, within its budget, and three of it stand at most', async () => {
    const { id } = await found([{ slot: 'P22', code: 'R02' }]);
    expect((await askFor(people.agent, id, ['P24'])).error.code).toBe('transaction.slot_unknown');
    expect((await askFor(people.agent, id, ['P22', 'P99'])).error.code).toBe('transaction.slot_unknown');
    expect((await askFor(people.agent, id, ['P22'], 600_001)).error.fields?.[0]?.field).toBe('images.0.bytes');
    const taken: string[] = [];
    for (const quality of [95, 90, 85, 80]) taken.push((await takeCorrection(people.agent, id, 'P22', await retaken('P22', quality))).id);
    expect((await problemOf(people.agent, id)).items[0]!.corrections.map((image) => image.id)).toEqual(taken.slice(1));
  }, 60_000);

  it('comes too late once the correction is handed in: what arrives then changes nothing', async () => {
    const { id } = await found([{ slot: 'P22', code: 'R02' }]);
    const bytes = await retaken('P22');
    product().simulators.oss.dropCallbacks = true;
    const { permits } = (await askFor(people.agent, id, ['P22'], bytes.length)).body;
    product().simulators.oss.dropCallbacks = false;
    await takeCorrection(people.agent, id, 'P22', await retaken('P22', 80));
    await correct(people.agent, id);
    const form = new FormData();
    for (const [name, value] of Object.entries(permits[0]!.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg');
    await fetch(permits[0]!.url, { method: 'POST', body: form });
    expect((await people.agent.call('POST /images/:id/arrival', { params: { id: permits[0]!.image.id } })).image.state).toBe('lost');
    expect((await problemOf(people.agent, id)).items[0]!.corrections).toHaveLength(1);
  });

  it('is needed for a missing photo and for each of several faulty ones, not for what is wrong with the data', async () => {
    const data = await found([{ slot: 'P22', code: 'R09', note: '发动机号与登记证书不一致' }, { code: 'R13', note: '备注有误' }, { slot: 'P01', code: 'R07' }]);
    expect((await correct(people.agent, data.id, '已与车主核实并更正登记')).body.state).toBe('corrected');

    const missing = await found([{ code: 'R01', slot: 'P05', note: '卖方是单位，缺委托书' }]);
    expect(missingIn(await correct(people.agent, missing.id))).toEqual(['P05']);
    await takeCorrection(people.agent, missing.id, 'P05', await retaken('P05'));
    expect((await correct(people.agent, missing.id)).body.state).toBe('corrected');

    const unsaid = await found([{ code: 'R01' }]);
    expect(missingIn(await correct(people.agent, unsaid.id))).toEqual([null]);
    await takeCorrection(people.agent, unsaid.id, 'P26', await retaken('P26'));
    expect((await correct(people.agent, unsaid.id)).body.state).toBe('corrected');

    const both = await found([{ slot: 'P22', code: 'R02' }, { slot: 'P22', code: 'R03' }]);
    await takeCorrection(people.agent, both.id, 'P22', await retaken('P22'));
    expect((await correct(people.agent, both.id)).body.state).toBe('corrected');
  }, 60_000);

  it('is seen by whoever may read the deal, through addresses of their own, and in no reading queue', async () => {
    const { id, deal } = await found([{ slot: 'P22', code: 'R02' }]);
    const image = await takeCorrection(people.agent, id, 'P22', await retaken('P22'));
    for (const who of [people.agent, people.inspector, people.operator]) {
      const { views } = await who.call('POST /transactions/:id/image-views', { params: { id: deal.id }, body: { imageIds: [image.id], variant: 'full' } });
      const shown = await fetch(views[0]!.url);
      expect([shown.status, (await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).format]).toEqual([200, 'jpeg']);
    }
    const [{ n }] = await db().query('SELECT (SELECT COUNT(*) FROM readings WHERE image_id = ?) + (SELECT COUNT(*) FROM picture_hashes WHERE image_id = ?) AS n', [image.id, image.id]);
    expect(Number(n)).toBe(0);
    const acts: { subject_type: string }[] = await db().query("SELECT subject_type FROM audit_events WHERE action = 'transactions.image_accepted' AND details LIKE ?", [`%${image.id}%`]);
    expect(acts.map(({ subject_type }) => subject_type)).toEqual(['problem']);
    const lies = product().simulators.oss.objects().filter(({ key }) => key.includes(image.id));
    expect(lies.map(({ key }) => key.split('.').at(-1))).toEqual(['sealed', 'sealed']);
  });

  it('of an erased person cannot be opened any more, nor can a new one be taken', async () => {
    const { id, deal } = await found([{ slot: 'P07', code: 'R02' }]);
    const image = await takeCorrection(people.agent, id, 'P07', await retaken('P07'));
    const [{ key_id: keyId }] = await db().query("SELECT key_id FROM parties WHERE transaction_id = ? AND side = 'buyer'", [deal.id]);
    await db().query('UPDATE person_keys SET wrapped = NULL, id_number_index = NULL, erased_at = UTC_TIMESTAMP(3) WHERE id = ?', [keyId]);
    const look = await people.inspector.send('POST /transactions/:id/image-views', { params: { id: deal.id }, body: { imageIds: [image.id], variant: 'full' } });
    expect([look.status, look.error.code]).toEqual([410, 'image.erased']);
    expect((await askFor(people.agent, id, ['P07'])).error.code).toBe('privacy.person_erased');
    expect((await problemOf(people.inspector, id)).items[0]!.corrections[0]!.id).toBe(image.id);
  });
});

describe('谁来改正', () => {
  /** Who is suspended is logged out, and may log in to read. */
  async function loggedInAgain(personId: string): Promise<Caller> {
    const [{ id: accountId }] = await db().query('SELECT id FROM accounts WHERE person_id = ?', [personId]);
    const { token } = await openSession(db().manager, { accountId }, { ip: '127.0.0.1', userAgent: 'test' }, product().clock.now());
    return caller(product().url, { authorization: `Bearer ${token}` });
  }

  it('is the agent under the certificate of the deal, while it is in force, or a manager of the company', async () => {
    const companyId = await newCompany(product());
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const agent = await enrolledAgent(product(), companyId);
    const colleague = await enrolledAgent(product(), companyId);
    const deal = await quickDeal(product(), agent, people.operator, { plate: '浙B44441' });
    const { id } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R02' }]);
    expect((await correct(colleague, id)).error.code).toBe('problem.not_found');

    const by = { author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() };
    await db().transaction((tx) => suspendCertificate(tx, agent.certificateId, { until: '2099-01-01', reason: 'sanction' }, by, {}));
    const suspended = await loggedInAgain(agent.personId);
    expect((await problemOf(suspended, id)).may.correct).toBe(false);
    expect((await correct(suspended, id)).error.code).toBe('registry.certificate_not_in_force');
    expect((await askFor(suspended, id, ['P22'])).error.code).toBe('registry.certificate_not_in_force');

    expect((await problemOf(manager, id)).may.correct).toBe(true);
    await takeCorrection(manager, id, 'P22', await retaken('P22'));
    const { body } = await correct(manager, id, '由企业重拍');
    expect(body.steps.at(-1)).toMatchObject({ step: 'corrected', by: '企业负责人', note: '由企业重拍' });
  });
});
