import { answer, areasOf, listPapers } from './facts';
import type { DealFacts, PictureFacts, Rule, RuleSettings } from './rule';

type Position = NonNullable<NonNullable<PictureFacts['capture']>['position']>;

/**
 * Where and when a picture was taken, as the phone says. A picture that was uploaded late is no sign of anything: the queue of
 * a phone without a network is honest. What counts is a clock that cannot be right: a picture from the future, or one older
 * than the 采集码 that came with it. At a counter the 采集码 says nothing: without a network its page gets one afterwards.
 */
export const placeAndTime: Rule = {
  code: 'T-16',
  version: 2,
  settings: { minutes: '手机时间允许相差的分钟数' },
  check(facts, pack) {
    const isFixed = facts.channel === 'fixed';
    const told = facts.pictures.filter(({ capture }) => capture !== null);
    if (told.length === 0) return answer('uncertain', '照片没有带采集位置和采集码。', isFixed ? '请刷新采集台页面后再拍摄。' : '请用最新版小程序拍摄。');
    const far = told.filter((picture) => isFar(picture, facts));
    const untimely = told.filter((picture) => isUntimely(picture, facts, pack));
    const areas = [...areasOf(far, '离市场较远'), ...areasOf(untimely, isFixed ? '电脑时间不对' : '手机时间不对')];
    const faults = [
      ...(far.length > 0 ? [`${listPapers(far.map(({ slot }) => slot))}不在办理市场附近拍摄`] : []),
      ...(untimely.length > 0 ? [`${listPapers(untimely.map(({ slot }) => slot))}的拍摄时间与实际不符`] : []),
    ];
    const fix = isFixed ? '请校准柜台电脑的时间，对着原件和车辆重拍。' : '请校准手机时间，在市场内对着原件和车辆拍摄；有正当原因的请向柜台说明。';
    if (faults.length > 0) return { verdict: 'inconsistent', values: [], areas, sentence: `${faults.join('；')}。`, fix };
    return { verdict: 'consistent', values: [], areas, sentence: '采集地点和时间没有异常。', fix: null };
  },
};

function isFar({ capture }: PictureFacts, { market }: DealFacts): boolean {
  const position = capture?.position;
  return position != null && market.position !== null && metresBetween(position, market.position) > market.position.radiusMetres + position.accuracyMetres;
}

function isUntimely({ capturedAt, receivedAt, capture }: PictureFacts, { channel }: DealFacts, { settings }: RuleSettings): boolean {
  const allowed = Number(settings.minutes) * 60_000;
  const issuedAt = channel === 'fixed' ? null : capture?.nonceIssuedAt;
  return capturedAt.getTime() - receivedAt.getTime() > allowed || (issuedAt != null && issuedAt.getTime() - capturedAt.getTime() > allowed);
}

/** Great-circle distance (haversine, mean radius of the earth). */
function metresBetween(one: Pick<Position, 'latitude' | 'longitude'>, other: Pick<Position, 'latitude' | 'longitude'>): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [dy, dx] = [radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)];
  const half = Math.sin(dy / 2) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(dx / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(half));
}
