import { createHash, randomUUID } from 'node:crypto';
import type { AnswerOf, RequestOf } from '@yongche/contract';
import { buyer, type Caller, imagesOf, noticeVersion, pictureFor, seller, upload } from './people';

type CounterBody = NonNullable<RequestOf<'POST /counter-deals'>['body']>;
export type CounterDeal = AnswerOf<'POST /counter-deals'>;

/** What a counter's page sends of a deal under this certificate, with an id of its own. */
export const counterBody = (certificateNumber: string, change: Partial<CounterBody> = {}): CounterBody => ({
  id: randomUUID(),
  business: 'city_transfer',
  vin: 'LSGPC52U6AF102554',
  plate: '浙B12345',
  mortgaged: false,
  parties: [seller, buyer],
  certificateNumber,
  batchId: null,
  ...change,
});

/** A deal that begins at the operator's counter. */
export const counterDeal = (operator: Caller, certificateNumber: string, change: Partial<CounterBody> = {}) => operator.call('POST /counter-deals', { body: counterBody(certificateNumber, change) });

/** Asks for the upload of a picture that the page has named. */
export const askFor = (operator: Caller, dealId: string, { id = randomUUID(), slot, bytes, sha256 = sha256Of(bytes) }: { id?: string; slot: string; bytes: Buffer; sha256?: string }) =>
  operator.send('POST /transactions/:id/images', {
    params: { id: dealId },
    body: { images: [{ id, slot, contentType: 'image/jpeg', bytes: bytes.length, sha256, capturedAt: new Date().toISOString(), capture: { method: 'document_camera' } }] },
  });

export const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Takes one picture at the counter, named by its page. */
export async function takeAtCounter(operator: Caller, dealId: string, slot: string, { id = randomUUID(), bytes = pictureFor(slot) }: { id?: string; bytes?: Buffer } = {}): Promise<string> {
  const { body } = await askFor(operator, dealId, { id, slot, bytes });
  const response = await upload(body.permits[0]!, bytes);
  if (response.status !== 200) throw new Error(`upload of ${slot}: ${response.status} ${await response.text()}`);
  return id;
}

/** Notices given and every required picture taken. */
export async function captureAtCounter(operator: Caller, deal: CounterDeal): Promise<CounterDeal> {
  for (const { id: partyId } of deal.parties) await operator.call('POST /transactions/:id/party-notices', { params: { id: deal.id }, body: { partyId, version: noticeVersion } });
  for (const { code } of deal.slots.filter(({ required }) => required)) await takeAtCounter(operator, deal.id, code);
  return operator.call('GET /transactions/:id', { params: { id: deal.id } });
}

export const submitAt = (operator: Caller, id: string) => operator.send('POST /transactions/:id/submission', { params: { id } });
export const completeAt = (operator: Caller, deal: CounterDeal) => operator.send('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: imagesOf(deal).map(({ id }) => id) } });
