import { dutyKinds } from '@yongche/contract';
import type { Letter } from '../notices/letters-pdf';
import type { CleanupBatch } from './cleanup.entity';
import type { Company } from './company.entity';
import type { Duty } from './duty.entity';

const contact = '宁波市二手车流通协会秘书处';

/** 告知函 for open duties, one page per company and duty. */
export function dutyLetters(duties: Duty[], today: string): Letter[] {
  return duties.map(({ id, kind, company, cause, dueOn, state }) => ({
    number: `甬二手车协函〔${today.slice(0, 4)}〕${id.slice(-8).toUpperCase()}号`,
    addressee: company.name,
    title: `关于${state === 'overdue' ? '逾期未' : '限期'}${dutyKinds[kind]}的告知函`,
    paragraphs: [
      `经核查，${cause}。`,
      `根据《二手车交易代理证与影像核对管理细则》第六条，代理证用户企业发生歇业、注销或登记事项变更的，应当自发生之日起30日内向协会办理注销或变更手续。${state === 'overdue' ? `贵单位应于${dueOn}前办理，现已逾期。` : ''}`,
      '请在甬车小程序“我的企业”中提交申请，或携带营业执照副本和公章到协会秘书处办理。逾期未办的，协会将按细则处理，并可能暂停贵单位代理人员办理业务。',
    ],
    deadlineOn: state === 'overdue' ? null : dueOn,
    contact,
    datedOn: today,
  }));
}

/** 注销告知函 of a clean-up, one page per company. */
export function cleanupLetters({ number, note, state }: Pick<CleanupBatch, 'number' | 'note' | 'state'>, companies: Company[], today: string): Letter[] {
  const done = state === 'executed';
  return companies.map(({ name, number: companyNumber }, at) => ({
    number: `甬二手车协函〔${today.slice(0, 4)}〕${number}-${at + 1}号`,
    addressee: name,
    title: done ? '关于注销代理证用户企业登记的告知函' : '关于拟注销代理证用户企业登记的告知函',
    paragraphs: [
      `经主体资格核查，贵单位（备案号${companyNumber}）已不符合代理证用户企业的条件。依据：${note}。`,
      `协会${done ? '已' : '拟'}注销贵单位的企业登记及名下全部代理证和APP使用资格。${done ? '自注销之时起，原代理人员不得再以贵单位名义办理二手车交易影像核对业务。' : ''}`,
      '如有异议，请自收到本函之日起十个工作日内，持营业执照等证明材料到协会秘书处提出，协会将在十个工作日内答复。',
    ],
    deadlineOn: null,
    contact,
    datedOn: today,
  }));
}
