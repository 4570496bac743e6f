const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, '安卓手机'],
  [/OpenHarmony|HarmonyOS/, '鸿蒙设备'],
  [/Windows/, 'Windows 电脑'],
  [/Macintosh/, 'Mac 电脑'],
  [/CrOS|Linux/, 'Linux 电脑'],
];
const programs: [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/AlipayClient|AliApp/, '支付宝'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/QQBrowser\//, 'QQ 浏览器'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** A device in plain words from its User-Agent, such as `Windows 电脑 · Chrome`. What it claims to be is not proven. */
export function deviceOf(userAgent: string | null): string {
  const nameIn = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  return [nameIn(systems), nameIn(programs)].filter(Boolean).join(' · ') || '未知设备';
}
