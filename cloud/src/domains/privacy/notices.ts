import { createHash } from 'node:crypto';
import type { consentPurposes } from '@yongche/contract';

/** 告知事项 in force. A changed text gets a new version, and consent to it is asked anew. */
export interface Notice {
  purpose: keyof typeof consentPurposes;
  title: string;
  version: string;
  paragraphs: string[];
  ifRefused: string;
}

export const notices: Record<keyof typeof consentPurposes, Notice> = {
  service: {
    purpose: 'service',
    title: '个人信息处理规则',
    version: '2026-1',
    paragraphs: [
      '甬车由宁波市二手车流通协会管理，用于二手车交易“代理证”和“影像核对”两项制度。协会是您的个人信息处理者，联系方式见“我的”页面。',
      '登录时，我们从微信或支付宝取得您的用户标识，用来保持登录和记录操作；不读取您的头像、昵称、好友和位置。',
      '您作为代理人办理交易时，我们保存您提交的交易信息、证件和车辆照片，以及每一步操作的时间，用来核对交易、接受核查、在发生纠纷时提供证据。交易影像在交易完成后保存三年，操作日志保存三年，到期删除。',
      '照片存放在中国境内的阿里云对象存储，只有本笔交易的代理人、办理市场的操作员和协会核查人员可以查看，每次查看都有记录。我们不向其他人提供，法律另有规定的除外。',
      '您可以在“我的”页面查看、更正自己的信息，撤回同意，或要求删除账号；也可以向协会投诉，我们在十五日内答复。',
    ],
    ifRefused: '不同意时不能登录办理业务，但仍可扫码查验代理证和核对凭证。',
  },
  identity_documents: {
    purpose: 'identity_documents',
    title: '核验姓名与身份证号',
    version: '2026-1',
    paragraphs: [
      '为确认您就是代理证的持有人，需要您填写姓名和身份证号。身份证号属于敏感个人信息。',
      '我们只用它查找您的代理证并进行实人核验，加密保存，页面上始终遮盖显示；代理证注销三年后删除。',
    ],
    ifRefused: '不同意时，可以带身份证原件到任一市场柜台，由操作员当面核验。',
  },
  face: {
    purpose: 'face',
    title: '人脸信息核验',
    version: '2026-1',
    paragraphs: [
      '人脸核验由支付宝完成：您的人脸只在支付宝中采集和比对，本系统不接收、不保存您的人脸照片和特征。',
      '我们只保存支付宝返回的核验编号、结果和时间，用来证明代理证由本人使用。您可以随时在“我的”页面撤回同意。',
    ],
    ifRefused: '人脸核验不是唯一方式：不同意时，可以选择“市场柜台核验”，带身份证原件由操作员当面核验，效力相同。',
  },
};

/** SHA-256 of the text as it was shown. */
export function hashOfNotice(notice: Notice): string {
  return createHash('sha256').update([notice.title, ...notice.paragraphs, notice.ifRefused].join('\n')).digest('hex');
}
