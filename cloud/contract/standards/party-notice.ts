import type { channels } from '../vocabulary';

/** 当事人告知 in force: what a seller or buyer reads and accepts before documents and pictures are taken (rule T-24). */
export interface PartyNotice {
  /** A changed text needs a new one; it goes to the server with the agreement. */
  version: string;
  title: string;
  paragraphs: string[];
}

const what = '您正在办理的二手车交易，按宁波市二手车流通协会的“影像核对”制度，需要拍摄您的身份证件、现场人像、车辆和交易材料。';
const whatFor = '照片和信息只用于核对这笔交易、接受核查和处理纠纷；交易完成后保存三年，到期删除。身份证件和人像属于敏感个人信息，因此需要您单独同意。';

/** By the way in which the deal is captured: each says who takes the pictures, and where they go. */
export const partyNotices: Record<keyof typeof channels, PartyNotice> = {
  mobile: {
    version: '2026-1',
    title: '二手车交易影像核对告知',
    paragraphs: [
      what,
      '这些照片由代理人当场拍摄，直接传到协会在中国境内的存储，不保存在代理人的手机相册里。只有本笔交易的代理人、办理市场的操作员和协会核查人员可以查看，每次查看都有记录。',
      whatFor,
      '您可以向协会查询、更正或投诉。不同意拍摄时，请直接到市场柜台，凭证件原件由操作员当面办理。',
    ],
  },
  fixed: {
    version: '2026-1',
    title: '二手车交易影像核对告知',
    paragraphs: [
      what,
      '这些照片由市场操作员在柜台当场拍摄，传到协会在中国境内的存储；柜台断网时先加密保存在柜台电脑里，网络恢复后自动上传。只有本笔交易的代理人、办理市场的操作员和协会核查人员可以查看，每次查看都有记录。',
      whatFor,
      '您可以向协会查询、更正或投诉。不同意拍摄时，请当场告诉操作员，凭证件原件当面办理。',
    ],
  },
};
