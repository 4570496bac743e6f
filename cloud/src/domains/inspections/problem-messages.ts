import type { EntityManager } from 'typeorm';
import { sendMessage } from '../notices/messages';
import type { Problem } from './problem.entity';

/** What a message is about; nothing in it names a buyer or a seller. */
interface Told {
  title: string;
  body: string;
}
type Card = Pick<Problem, 'id' | 'number' | 'personId' | 'companyId' | 'dueOn'>;

const toCorrect = (dueOn: string) => `请于${dueOn}前打开问题单，重拍有问题的照片并提交改正；`;

/** The messages of a problem's life, in the order in which they may come. */
export const problemMessages = {
  found: ({ number, dueOn }: Card, plate: string, findings: string): Told => ({
    title: `${plate}的交易核查发现问题，请于${dueOn}前改正`,
    body: `问题单${number}，${findings}。${toCorrect(dueOn)}逾期未改正的，按管理细则处理。认为核查有误的，请联系协会核查员。`,
  }),
  reminder: ({ number, dueOn }: Card, plate: string): Told => ({
    title: `${plate}的问题单即将到期，请于${dueOn}前改正`,
    body: `问题单${number}还没有提交改正。${toCorrect(dueOn)}逾期未改正的，按管理细则处理。`,
  }),
  overdue: ({ number, dueOn }: Card, plate: string): Told => ({
    title: `${plate}的问题单已逾期未改正`,
    body: `问题单${number}应于${dueOn}前改正，现已逾期，将按管理细则处理。请立即打开问题单，重拍有问题的照片并提交改正。`,
  }),
  refused: ({ number, dueOn }: Card, plate: string, reason: string): Told => ({
    title: `${plate}的改正没有通过，请于${dueOn}前再改`,
    body: `问题单${number}的改正没有通过复核，原因：${reason}。${toCorrect(dueOn)}逾期未改正的，按管理细则处理。`,
  }),
  extended: ({ number, dueOn }: Card, plate: string): Told => ({
    title: `${plate}的改正期限延长到${dueOn}`,
    body: `问题单${number}的改正期限已延长。${toCorrect(dueOn)}逾期未改正的，按管理细则处理。`,
  }),
  verified: ({ number }: Card, plate: string): Told => ({ title: `${plate}的改正已通过复核`, body: `问题单${number}的改正已通过复核，问题单办结，不需要再做什么。` }),
  withdrawn: ({ number }: Card, plate: string, reason: string): Told => ({
    title: `${plate}的问题单已撤回`,
    body: `问题单${number}已撤回，原因：${reason}。不需要再改正；由此告知的违规一并不予处理。`,
  }),
};

/** Tells the agent and the company; the market's people see the problem in their list. */
export async function tell(tx: EntityManager, { id, personId, companyId }: Card, told: Told, at: Date): Promise<void> {
  for (const to of [{ personId }, { companyId }]) await sendMessage(tx, { to, kind: 'problem', ...told, link: `problem:${id}` }, at);
}
