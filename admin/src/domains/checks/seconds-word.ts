/** Seconds in words: 0.8秒, 12秒, 3分20秒; a dash where nothing was measured. */
export function secondsWord(seconds: number | null): string {
  if (seconds === null) return '—';
  if (seconds < 10) return `${Math.round(seconds * 10) / 10}秒`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}秒`;
  return whole < 3_600 ? `${Math.floor(whole / 60)}分${whole % 60}秒` : `${Math.floor(whole / 3_600)}小时${Math.floor((whole % 3_600) / 60)}分`;
}
