import type { FieldError } from '@yongche/contract';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import { Refusal } from '../../http/errors';

/** What the schema cannot see: a book whose parts do not fit together is refused, each error at its field. @throws request.invalid */
export function ensureBookSound(content: RuleBookContent): void {
  const fields = [articlesOf, codesOf, measuresOf, transitionOf, returnCodesOf, figuresOf].flatMap((wrongIn) => wrongIn(content));
  if (fields.length > 0) throw new Refusal('request.invalid', { fields });
}

const wrong = (field: string, message: string): FieldError => ({ field: `content.${field}`, message });

/** The same value for a second time. */
const repeats = <T>(values: T[], at: number) => values.indexOf(values[at]!) < at;

/** Articles are numbered from 1 on through all chapters. */
function articlesOf({ chapters }: RuleBookContent): FieldError[] {
  let next = 1;
  return chapters.flatMap(({ articles }, chapter) =>
    articles.flatMap(({ number }, article) => {
      const expected = next++;
      return number === expected ? [] : [wrong(`chapters.${chapter}.articles.${article}.number`, `条文应从第1条起连续编号，这里应是第${expected}条`)];
    }),
  );
}

function codesOf({ chapters, codes, full }: RuleBookContent): FieldError[] {
  const numbers = new Set(chapters.flatMap(({ articles }) => articles.map(({ number }) => number)));
  const names = codes.map(({ code }) => code);
  return codes.flatMap(({ code, subjects, points, route, suspendsAtOnce, minor, article }, at) => [
    ...(repeats(names, at) ? [wrong(`codes.${at}.code`, `代码${code}出现了两次`)] : []),
    ...(subjects.some((_, place) => repeats(subjects, place)) ? [wrong(`codes.${at}.subjects`, '扣分对象重复')] : []),
    ...(numbers.has(article) ? [] : [wrong(`codes.${at}.article`, `细则没有第${article}条`)]),
    ...(points > full ? [wrong(`codes.${at}.points`, `分值不能超过一个周期的满分${full}分`)] : []),
    ...(points === 0 && !route ? [wrong(`codes.${at}.route`, '不扣分的，请写明如何处理')] : []),
    ...(points > 0 && route !== null ? [wrong(`codes.${at}.route`, '扣分的代码不填其他处理方式')] : []),
    ...(points === 0 && suspendsAtOnce ? [wrong(`codes.${at}.suspendsAtOnce`, '不扣分的代码不能立即暂停')] : []),
    ...(points === 0 && minor ? [wrong(`codes.${at}.minor`, '不扣分的代码不分轻微')] : []),
  ]);
}

/** Ascending sums, each with the time of its kind; the last one is the cancellation, at the full sum. */
function measuresOf({ measures, codes, full }: RuleBookContent): FieldError[] {
  const last = measures.length - 1;
  const order = ['warning', 'rectification', 'suspension', 'cancellation'];
  return [
    ...measures.flatMap(({ from, kind, workingDays, days }, at) => {
      const before = measures[at - 1];
      return [
        ...(before && from <= before.from ? [wrong(`measures.${at}.from`, '各档分值应由低到高')] : []),
        ...(before && order.indexOf(kind) < order.indexOf(before.kind) ? [wrong(`measures.${at}.kind`, '分值较高的措施不能比前一档轻')] : []),
        ...((kind === 'rectification') === (workingDays !== null) ? [] : [wrong(`measures.${at}.workingDays`, kind === 'rectification' ? '限期整改应写明多少个工作日' : '只有限期整改按工作日计')]),
        ...((kind === 'suspension') === (days !== null) ? [] : [wrong(`measures.${at}.days`, kind === 'suspension' ? '暂停应写明多少日' : '只有暂停写明日数')]),
        ...(kind === 'cancellation' && at !== last ? [wrong(`measures.${at}.kind`, '取消只能是最后一档')] : []),
      ];
    }),
    ...(measures[last]!.kind === 'cancellation' && measures[last]!.from === full ? [] : [wrong(`measures.${last}`, `最后一档应是满${full}分取消`)]),
    ...(codes.some(({ suspendsAtOnce }) => suspendsAtOnce) && !measures.some(({ kind }) => kind === 'suspension') ? [wrong('measures', '有立即暂停的代码，但措施里没有暂停')] : []),
  ];
}

function transitionOf({ transition, codes }: RuleBookContent): FieldError[] {
  const known = new Set(codes.map(({ code }) => code));
  const lines = transition.map(({ code, from }) => `${code} ${from}`);
  return [
    ...transition.flatMap(({ code }, at) => [
      ...(code !== null && !known.has(code) ? [wrong(`transition.${at}.code`, `没有代码${code}`)] : []),
      ...(repeats(lines, at) ? [wrong(`transition.${at}.from`, '同一天写了两次')] : []),
    ]),
    ...(transition.some(({ code }) => code === null) ? [] : [wrong('transition', '请写明其他代码是指出改正还是扣分')]),
  ];
}

function returnCodesOf({ byReturnCode, codes }: RuleBookContent): FieldError[] {
  const known = new Set(codes.map(({ code }) => code));
  return Object.entries(byReturnCode).flatMap(([returned, code]) => (code !== null && !known.has(code) ? [wrong(`byReturnCode.${returned}`, `没有代码${code}`)] : []));
}

function figuresOf({ learning, full, score }: RuleBookContent): FieldError[] {
  return [
    ...(learning.perCourse > learning.perCycle ? [wrong('learning.perCourse', '每门课程的减分不能多于每个周期的上限')] : []),
    ...(learning.perCycle >= full ? [wrong('learning.perCycle', `学习减分应少于满分${full}分`)] : []),
    ...(score.amber < score.red ? [] : [wrong('score.red', '红色的界限应高于黄色')]),
  ];
}
