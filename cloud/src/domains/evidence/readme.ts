import { type PackageContent, type PackedPicture, pictureName } from './package-content';

const whyLeft = { disposed: '保存期已满，已依法销毁，只保留哈希', erased: '当事人信息已依法删除，只保留哈希', damaged: '存储中的文件已损坏，请联系协会' };

/** How to check the package, said to the one who opens it. */
export function readmeOf({ deal, proof, checkpoint, titleOf }: PackageContent, packed: PackedPicture[]): string {
  const left = packed.filter((picture) => picture.left);
  const lines = [
    `二手车交易证据包 ${deal.serial}`,
    '宁波市二手车流通协会',
    '',
    '一、里面有什么',
    '  证据报告.pdf   给人看的报告',
    '  record.json    存证记录：核对完成时固定的内容，一个字节都不能改',
    '  checks.json    核对完成时的预检结论和人工决定（做过预检的交易才有）',
    '  parties.json   当事人的姓名和证件号，用来打开存证记录里的承诺值（含个人信息，请妥善保管）',
    '  pictures/      原始照片',
    '  proof.json     存证日志的证明：位置、包含证明、签名检查点、可信时间戳、一致性证明',
    ...(left.length > 0 ? ['', '二、没有包含的照片', ...left.map(({ image, left: why }) => `  ${pictureName(image)}（${titleOf(image.slot)}）：${whyLeft[why!]}`)] : []),
    '',
    `${left.length > 0 ? '三' : '二'}、怎样验证（不需要网络，也不需要协会的服务器）`,
    '  1. 安装 Node.js 20 或更新的版本。',
    '  2. 从协会的公示页或协会通知取得验证公钥（不要从这个包里取），例如：',
    `       ${proof.key}`,
    '  3. 运行：npx yongche-verify 这个文件.zip --key "验证公钥"',
    '     自己保存过检查点的，可加 --checkpoint 文件；有时间戳机构根证书的，可加 --tsa-root 文件。',
    '',
    `${left.length > 0 ? '四' : '三'}、证明什么，不证明什么`,
    '  证明：照片和记录与核对完成时一个字节不差；记录在协会的存证日志里；日志没有被改写或截断。',
    '  不证明：照片里的人、车、证件本身是真的。',
    '',
    '检查点（可以抄下或保存，以后用来证明日志没有被改写）：',
    '',
    ...checkpoint.note.trimEnd().split('\n'),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
