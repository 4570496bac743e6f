import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { PhotoRules } from '@yongche/contract/standards/photo-list';
import { keyRing } from '../../adapters/keys/key-ring';
import { openPersonKey } from '../privacy/person-keys';
import type { WrappedKey } from '../privacy/wrapped-key.entity';
import table from './photo-rules.2026-1.json';
import { isErased, newPictureKey, personsShownBy, pictureKeyOf } from './picture-keys';

const signing = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const ring = keyRing({ sealing: randomBytes(32).toString('base64'), index: randomBytes(32).toString('base64'), signing });
const keyNamed = (id: string): WrappedKey => ({ id, idNumberIndex: null, wrapped: ring.wrap(ring.newDataKey(), id), createdAt: new Date(), erasedAt: null });
const [owner, coOwner, delegate, buyer] = ['owner', 'co-owner', 'delegate', 'buyer'].map(keyNamed) as [WrappedKey, WrappedKey, WrappedKey, WrappedKey];

const person = (side: 'seller' | 'buyer', key: WrappedKey) => ({ side, key, delegateKey: null });
const unit = (side: 'seller' | 'buyer', delegateKey: WrappedKey) => ({ side, key: null, delegateKey });
const rules = table as unknown as PhotoRules;
const photo = (code: string) => rules.photos.find((type) => type.code === code)!;
const shown = (code: string, ...parties: Parameters<typeof personsShownBy>[1]) => personsShownBy(photo(code), parties).map(({ id }) => id);
const opener = (...rows: WrappedKey[]) => new Map(rows.map((row) => [row.id, openPersonKey(ring, row)]));

describe('whose key a picture needs', () => {
  it.each([
    ['卖方身份证', 'P01', ['owner', 'co-owner']],
    ['卖方现场人像', 'P03', ['owner', 'co-owner']],
    ['买方身份证', 'P07', ['buyer']],
    ['买方居住证', 'P36', ['buyer']],
    ['登记证书', 'P20', ['owner', 'co-owner']],
    ['行驶证', 'P22', ['owner', 'co-owner']],
    ['车架号', 'P26', ['owner', 'co-owner']],
    ['发票', 'P30', ['owner', 'co-owner']],
  ])('of persons: %s', (_title, code, ids) => expect(shown(code, person('seller', owner), person('seller', coOwner), person('buyer', buyer))).toEqual(ids));
  it.each([
    ['经办人身份证', 'P01', ['delegate']],
    ['委托书, which names the 经办人', 'P05', ['delegate']],
    ['登记证书, which names the unit alone', 'P20', []],
  ])('of a unit: %s', (_title, code, ids) => expect(shown(code, unit('seller', delegate), person('buyer', buyer))).toEqual(ids));
  it('who owns with a unit and comes for it too needs one key', () => expect(shown('P01', person('seller', owner), unit('seller', owner))).toEqual(['owner']));
});

describe('the key of a picture', () => {
  it('opens with the keys of all its persons, by their names and not by their order', () => {
    const image = { id: 'one', ...newPictureKey(ring, [owner, coOwner], 'one') };
    const key = pictureKeyOf(ring, image, opener(coOwner, owner));
    expect([key.length, pictureKeyOf(ring, image, opener(owner, coOwner))]).toEqual([32, key]);
  });
  it('is gone with any one of them', () => {
    const image = { id: 'one', ...newPictureKey(ring, [owner, coOwner], 'one') };
    for (const erased of [owner, coOwner]) {
      const persons = opener(owner, coOwner, { ...erased, wrapped: null });
      expect(isErased(image, persons)).toBe(true);
      expect(() => pictureKeyOf(ring, image, persons)).toThrow('image.erased');
    }
  });
  it('does not open for another picture, nor where a person is left out of its row', () => {
    const image = { id: 'one', ...newPictureKey(ring, [owner, coOwner], 'one') };
    expect(() => pictureKeyOf(ring, { ...image, id: 'two' }, opener(owner, coOwner))).toThrow();
    expect(() => pictureKeyOf(ring, { ...image, keyIds: ['owner'] }, opener(owner))).not.toThrow('image.erased');
  });
  it('where nobody is shown is the ring’s', () => {
    const image = { id: 'one', ...newPictureKey(ring, [], 'one') };
    expect(pictureKeyOf(ring, image, new Map())).toHaveLength(32);
  });
});
