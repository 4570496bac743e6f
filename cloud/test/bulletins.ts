import { randomUUID } from 'node:crypto';
import type { AnswerOf } from '@yongche/contract';
import { staffNow } from './discipline';
import type { Product } from './product';
import { csvFile, published, uploaded } from './statistics';

export type BulletinView = AnswerOf<'GET /bulletins/:id'>;
export type Sending = AnswerOf<'POST /bulletins/:id/sendings'>;

/** What came with the system (migration). */
export const destinations = { wechatGroup: '019b2f60-7000-7000-8000-000000000001', inbox: '019b2f60-7000-7000-8000-000000000002', subscription: '019b2f60-7000-7000-8000-000000000003' } as const;

/** A month of the vehicle office with districts and ages; a number moves the figures. */
export const monthFile = (city: number, out: number) =>
  csvFile([
    '项目,区县,车龄,数量',
    `市内转移登记,,,${city}`,
    `转出,,,${out}`,
    '汽车保有量,,,3000000',
    ...['市内转移登记', '转出'].flatMap((item) => {
      const value = item === '转出' ? out : city;
      const third = Math.floor(value / 3);
      return [`${item},海曙区,,${third}`, `${item},鄞州区,,${value - third}`, `${item},,3年以下,${third}`, `${item},,3年以上,${value - third}`];
    }),
  ]);

/** A clerk uploads and publishes a month, or its correction. */
export async function monthPublished(product: Product, period: string, { city = 20_000, out = 5_000, reason = null as string | null } = {}): Promise<void> {
  await published(product, await uploaded(product, period, monthFile(city, out)), reason);
}

/** Drafted by the clerk. */
export const drafted = async (product: Product, period: string): Promise<BulletinView> => (await staffNow(product, 'clerk')).call('POST /bulletins', { body: { period } });

/** Published, drafted, and approved by the president. */
export async function approvedBulletin(product: Product, period: string): Promise<BulletinView> {
  await monthPublished(product, period);
  const { id, posterSha256 } = await drafted(product, period);
  return (await staffNow(product, 'president')).call('POST /bulletins/:id/approval', { params: { id }, body: { posterSha256 } });
}

type Added = AnswerOf<'POST /bulletin-destinations'>;

/** The robot of the simulated WeCom, as a destination. */
export const wecomRobot = async (product: Product): Promise<Added> =>
  (await staffNow(product, 'technician')).call('POST /bulletin-destinations', { body: { way: 'wecom_webhook', name: '秘书处企业微信群', secrets: { key: product.simulators.wecom.robotKey } } });

export const dingtalkRobot = async (product: Product): Promise<Added> =>
  (await staffNow(product, 'technician')).call('POST /bulletin-destinations', { body: { way: 'dingtalk', name: '会长钉钉群', secrets: { key: product.simulators.dingtalk.robotToken, secret: product.simulators.dingtalk.robotSecret } } });

export const wecomGroups = async (product: Product): Promise<Added> =>
  (await staffNow(product, 'technician')).call('POST /bulletin-destinations', { body: { way: 'wecom_group_task', name: '会员客户群', secrets: { sender: product.simulators.wecom.sender, chatIds: product.simulators.wecom.chatIds } } });

/** A clerk sends a bulletin to a destination. */
export const sent = async (product: Product, id: string, destinationId: string, sendingId: string = randomUUID()): Promise<Sending> =>
  (await staffNow(product, 'clerk')).call('POST /bulletins/:id/sendings', { params: { id }, body: { id: sendingId, destinationId } });

/** A sending as the log has it now. */
export async function sendingOf(product: Product, { bulletinId, id }: Pick<Sending, 'bulletinId' | 'id'>): Promise<Sending> {
  const { items } = await (await staffNow(product, 'clerk')).call('GET /bulletins/:id/sendings', { params: { id: bulletinId } });
  return items.find((one) => one.id === id)!;
}

/** The same once a process has had it in hand. */
export async function settled(product: Product, sending: Pick<Sending, 'bulletinId' | 'id'>): Promise<Sending> {
  for (;;) {
    const now = await sendingOf(product, sending);
    if (now.state !== 'waiting') return now;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** An approved bulletin, a sending that is with a person, and a destination, for the table of rights. */
export async function bulletinObjects(product: Product): Promise<{ bulletinId: string; sendingId: string; destinationId: string }> {
  const { id: bulletinId } = await approvedBulletin(product, '2025-03');
  const { id: sendingId } = await sent(product, bulletinId, destinations.wechatGroup);
  return { bulletinId, sendingId, destinationId: destinations.wechatGroup };
}
