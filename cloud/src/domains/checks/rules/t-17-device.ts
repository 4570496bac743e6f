import { answer, areasOf, listPapers } from './facts';
import type { PictureFacts, Rule, RuleSettings } from './rule';

/** What a counter takes its pictures with: none of them waits for a 采集码. */
const counterMethods = new Set(['document_camera', 'scanner']);

/**
 * Signs that the controlled camera was passed by: album, missing 采集码, emulator. The phone may lie; they are marks, no proof.
 * At a counter only a file that was pasted or chosen is one: its page takes pictures without a network, and without a 采集码.
 */
export const device: Rule = {
  code: 'T-17',
  version: 2,
  settings: { emulators: '模拟器、虚拟机型号中的词，用逗号分开' },
  check(facts, pack) {
    const isFixed = facts.channel === 'fixed';
    const told = facts.pictures.filter(({ capture }) => capture !== null);
    if (told.length === 0) return answer('uncertain', '照片没有带拍摄方式。', isFixed ? '请刷新采集台页面后再拍摄。' : '请用最新版小程序拍摄。');
    const fromAlbum = told.filter(({ capture }) => capture!.method === 'album');
    const without = told.filter(({ capture }) => !isFixed && capture!.nonceIssuedAt === null && !counterMethods.has(capture!.method));
    const emulated = told.filter((picture) => isEmulated(picture, pack));
    const areas = [...areasOf(fromAlbum, isFixed ? '粘贴或选取的文件' : '来自相册'), ...areasOf(without, '没有本交易的采集码'), ...areasOf(emulated, '设备像模拟器')];
    const papers = (pictures: PictureFacts[]) => listPapers(pictures.map(({ slot }) => slot));
    const faults = [
      ...(fromAlbum.length > 0 ? [`${papers(fromAlbum)}${isFixed ? '不是当场拍摄，是粘贴或选取的文件' : '来自相册'}`] : []),
      ...(without.length > 0 ? [`${papers(without)}没有本交易的采集码`] : []),
      ...(emulated.length > 0 ? [`${papers(emulated)}的设备像模拟器`] : []),
    ];
    if (faults.length > 0) return { verdict: 'inconsistent', values: [], areas, sentence: `${faults.join('；')}。`, fix: isFixed ? '请用高拍仪对着原件当场拍摄。' : '请用小程序内的相机现场拍摄。' };
    return { verdict: 'consistent', values: [], areas, sentence: '照片都由小程序、高拍仪或扫描仪现场取得。', fix: null };
  },
};

function isEmulated({ capture }: PictureFacts, { settings }: RuleSettings): boolean {
  const words = String(settings.emulators).toLowerCase().split(/[,，]/).map((word) => word.trim()).filter(Boolean);
  return words.some((word) => capture?.device?.toLowerCase().includes(word));
}
