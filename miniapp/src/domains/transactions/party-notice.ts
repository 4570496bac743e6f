/**
 * 当事人告知: what a seller or buyer reads before documents and pictures are taken. A changed text needs a new version,
 * which goes to the server with the agreement.
 */
export const partyNotice = {
  version: '2026-1',
  title: '二手车交易影像核对告知',
  paragraphs: [
    '您正在办理的二手车交易，按宁波市二手车流通协会的“影像核对”制度，需要拍摄您的身份证件、现场人像、车辆和交易材料。',
    '这些照片由代理人当场拍摄，直接传到协会在中国境内的存储，不保存在代理人的手机相册里。只有本笔交易的代理人、办理市场的操作员和协会核查人员可以查看，每次查看都有记录。',
    '照片和信息只用于核对这笔交易、接受核查和处理纠纷；交易完成后保存三年，到期删除。身份证件和人像属于敏感个人信息，因此需要您单独同意。',
    '您可以向协会查询、更正或投诉。不同意拍摄时，请直接到市场柜台，凭证件原件由操作员当面办理。',
  ],
} as const;
