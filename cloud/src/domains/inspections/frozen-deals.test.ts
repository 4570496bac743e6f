import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { type Caller, completedDeal, employeeAt, verifiedAgent } from '../../../test/people';
import { foundProblem, retaken, takeCorrection } from '../../../test/problems';
import { useProduct } from '../../../test/use-product';
import { checksDigestOf } from '../checks/stored-results';
import { signCheckpoint, stampCheckpoints } from '../evidence/checkpoints';
import { sequenceWaiting } from '../evidence/log';
import { continueVerification, openVerification } from '../evidence/verifications';
import { Transaction } from '../transactions/transaction.entity';

const product = useProduct();
const deps = () => product().server.deps;
const db = () => deps().db;
let people: { inspector: Caller & { cookie: string }; agent: Caller };
const login = async () => {
  people = { inspector: await employeeAt(product(), 'inspector1'), agent: await verifiedAgent(product()) };
};
beforeAll(login);
const correct = (who: Caller, id: string) => who.send('POST /problems/:id/correction', { params: { id }, body: { note: '已重拍' } });

describe('已冻结的交易', () => {
  /** Everything that a deal proves itself by; the report and the read-me carry the time at which they were made. */
  async function proofsOf(id: string, serial: string) {
    const response = await fetch(`${product().url}/api/transactions/${id}/evidence-packages`, {
      method: 'POST',
      headers: { cookie: people.inspector.cookie, origin: product().url, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: '试验' }),
    });
    expect(response.status).toBe(200);
    const zip = await fromBufferPromise(Buffer.from(await response.arrayBuffer()));
    const files: Record<string, string> = {};
    for await (const entry of zip.eachEntry()) files[entry.fileName] = createHash('sha256').update(await buffer(await zip.openReadStreamPromise(entry))).digest('hex');
    for (const made of ['README.txt', '证据报告.pdf']) files[made] = 'made';
    const deal = await db().manager.findOneByOrFail(Transaction, { id });
    const { captureNonce: _, ...shown } = await people.inspector.call('GET /transactions/:id', { params: { id } });
    const list = (await people.inspector.call('GET /transactions', { query: { q: serial } as never })).items;
    return {
      files,
      deal,
      shown,
      list,
      voucher: await people.agent.call('GET /transactions/:id/voucher', { params: { id } }),
      evidence: await people.inspector.call('GET /transactions/:id/evidence', { params: { id } }),
      checks: await people.inspector.call('GET /transactions/:id/checks', { params: { id } }),
      checksDigest: await checksDigestOf(db().manager, deal),
      history: await people.inspector.call('GET /transactions/:id/history', { params: { id } }).then(({ entries }) => entries.filter(({ action }) => !['evidence.package_exported', 'transactions.voucher_issued'].includes(action))),
    };
  }

  it('stays byte for byte as it was completed: pictures, digest, record, checks, voucher and package, before and after a correction', async () => {
    const deal = await completedDeal(product(), people.agent, { plate: '浙B55551' });
    await sequenceWaiting(db());
    product().clock.advance(24 * 3600);
    await signCheckpoint(deps());
    await stampCheckpoints(deps());
    await login();
    const before = await proofsOf(deal.id, deal.serial);

    const { id } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R02' }, { slot: 'P24', code: 'R04' }]);
    for (const slot of ['P22', 'P24']) await takeCorrection(people.agent, id, slot, await retaken(slot));
    expect(await proofsOf(deal.id, deal.serial)).toEqual(before);
    expect((await correct(people.agent, id)).body.state).toBe('corrected');
    await people.inspector.call('POST /problems/:id/review', { params: { id }, body: { accepted: false, note: '再拍一次' } });
    expect(await proofsOf(deal.id, deal.serial)).toEqual(before);
    for (const slot of ['P22', 'P24']) await takeCorrection(people.agent, id, slot, await retaken(slot, 80));
    await correct(people.agent, id);
    await people.inspector.call('POST /problems/:id/review', { params: { id }, body: { accepted: true } });
    expect(await proofsOf(deal.id, deal.serial)).toEqual(before);

    const verification = await db().transaction((tx) => openVerification(tx, { requestedBy: null }, product().clock.now()));
    while (await continueVerification(deps(), verification.id));
    const [{ ok, findings }] = await db().query('SELECT ok, findings FROM evidence_verifications WHERE id = ?', [verification.id]);
    expect([Boolean(ok), JSON.parse(findings)]).toEqual([true, []]);
  }, 120_000);
});
