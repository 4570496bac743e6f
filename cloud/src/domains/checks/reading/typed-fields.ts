import type { z } from 'zod';
import type { FieldError } from '@yongche/contract';
import type { checkEndpoints } from '@yongche/contract/checks';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../../adapters/keys/key-ring';
import type { ReadField } from '../../../adapters/ocr/ocr';
import { audit, type By } from '../../../audit/audit';
import type { Actor } from '../../../http/actor';
import { ensure, Refusal } from '../../../http/errors';
import { ensureWorking } from '../../transactions/deals';
import type { Image } from '../../transactions/image.entity';
import { personKeysOfPictures, pictureKeyOf } from '../../transactions/picture-keys';
import type { Transaction } from '../../transactions/transaction.entity';
import { mayChange, mayWork } from '../../transactions/transactions.policy';
import { mayStandOn } from './fields-of-kinds';
import { PictureReading } from './picture-reading.entity';
import { requestReading } from './queue';
import { openTyped, sealFields } from './stored-readings';
import { typedValue } from './typed-value';

type TypedField = z.output<(typeof checkEndpoints)['PUT /images/:id/fields']['body']>['fields'][number];

/** An agent types while the deal is open; what the counter compares does not change under its eyes. */
export const mayType = (actor: Actor, deal: Transaction) => actor.kind === 'agent' && mayChange(actor, deal) && mayWork(actor, deal);

/**
 * Keeps what the agent typed or confirmed of one picture, sealed by the picture's own key and marked as typed; a field typed
 * again takes the place of the earlier one. The audit row names the fields, never their values.
 * @throws registry.certificate_not_in_force, transaction.wrong_state, image.not_found, image.erased, request.invalid naming each field that is wrong
 */
export async function typeFields(tx: EntityManager, { keys, deal, image, actor, fields }: { keys: KeyRing; deal: Transaction; image: Image; actor: Actor; fields: TypedField[] }, by: By): Promise<void> {
  ensureWorking(actor, deal);
  ensure(mayType(actor, deal), 'transaction.wrong_state');
  ensure(image.state === 'accepted', 'image.not_found');
  const typed = checkedFields(image.slot, fields);
  await requestReading(tx, image, { owner: deal, at: by.at });
  const row = await tx.findOneOrFail(PictureReading, { where: { imageId: image.id }, lock: { mode: 'pessimistic_write' } });
  const key = pictureKeyOf(keys, image, await personKeysOfPictures(tx, keys, [image]));
  const kept = openTyped(key, row).filter(({ field }) => !typed.some((now) => now.field === field));
  await tx.update(PictureReading, image.id, { typedSealed: sealFields(key, 'typed', image.id, [...kept, ...typed]) });
  await audit(tx, by, { action: 'checks.fields_typed', subject: { type: 'transaction', id: deal.id }, details: { imageId: image.id, slot: image.slot, fields: typed.map(({ field }) => field) } });
}

function checkedFields(slot: string, fields: TypedField[]): ReadField[] {
  const wrong: FieldError[] = [];
  const values = new Map<TypedField['field'], ReadField>();
  fields.forEach(({ field, value: text }, at) => {
    const typed = mayStandOn(slot, field) ? typedValue(field, text) : { problem: '这张照片上没有这一项，请刷新后再填' };
    if ('problem' in typed) wrong.push({ field: `fields.${at}.value`, message: typed.problem });
    else values.set(field, { field, value: typed.value, confidence: 1, box: null });
  });
  if (wrong.length > 0) throw new Refusal('request.invalid', { fields: wrong });
  return [...values.values()];
}
