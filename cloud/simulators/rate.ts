/** Whether one more message of this robot is let through: so many within a minute, as the robots of WeCom and DingTalk count. */
export function createRate(most: number): (key: string, now: number) => boolean {
  const sent = new Map<string, number[]>();
  return (key, now) => {
    const recent = (sent.get(key) ?? []).filter((at) => at > now - 60_000);
    const isLetThrough = recent.length < most;
    sent.set(key, isLetThrough ? [...recent, now] : recent);
    return isLetThrough;
  };
}
