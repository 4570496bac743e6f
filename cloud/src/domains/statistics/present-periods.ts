import { type EntityManager, In, IsNull, Like, Not } from 'typeorm';
import { ensure } from '../../http/errors';
import { growthFor } from './bases';
import { itemOf, keyOf } from './figures';
import { monthsBefore, periodAfter, yearBefore } from './periods';
import { presentFigures, removedFigures } from './present-figures';
import { staffNames } from './present-imports';
import { factsFor, figuresOf, publishedOf } from './published';
import { schemaInForce, schemaOf } from './schemas';
import { StatisticEdition, StatisticImport, StatisticSchema } from './statistic.entity';

/** Twenty years of months. */
const mostPeriods = 240;

/** 各期 in force with the totals of the city. */
export async function listPeriods(tx: EntityManager, { of }: { of: 'month' | 'year' }) {
  const inForce = await tx.find(StatisticEdition, { where: { inForceKey: Not(IsNull()), period: Like(of === 'month' ? '____-__' : '____') }, order: { period: 'DESC' }, take: mostPeriods });
  const periods = inForce.map(({ period }) => period);
  const published = await publishedOf(tx, [...new Set([...periods, ...periods.map(yearBefore)])], { dimension: null, member: null });
  const nameOf = await staffNames(tx, inForce.map(({ acceptedBy }) => acceptedBy));
  const { content: schema } = await schemaInForce(tx);
  const items = inForce.map(({ period, edition, acceptedBy, acceptedAt, findings }) => {
    const known = { schema, yearBefore: published.get(yearBefore(period)), keys: new Set(published.get(period)?.figures.keys()) };
    const figures = schema.items.flatMap(({ code: item, name, unit, partOf }) => {
      const figure = published.get(period)?.figures.get(keyOf({ item, dimension: null, member: null }));
      return figure ? [{ item, name, unit, partOf, value: figure.value, growth: growthFor(known, figure) }] : [];
    });
    return { period, edition, acceptedBy: nameOf(acceptedBy), acceptedAt, warnings: findings.length, figures };
  });
  return { items };
}

/** One period, as its edition in force or an earlier one has it. @throws statistics.period_not_found */
export async function presentPeriod(tx: EntityManager, { period, edition }: { period: string; edition?: number | undefined }) {
  const editions = await tx.find(StatisticEdition, { where: { period }, order: { edition: 'DESC' } });
  const shown = edition === undefined ? editions[0] : editions.find((one) => one.edition === edition);
  ensure(shown, 'statistics.period_not_found');
  const { content: schema } = await schemaOf(tx, shown.schemaVersion);
  const figures = await figuresOf(tx, shown.id);
  const former = editions.find((one) => one.edition === shown.edition - 1);
  const formerly = former && new Map((await figuresOf(tx, former.id)).map((figure) => [keyOf(figure), figure]));
  const facts = await factsFor(tx, { period, schema: await widened(tx, schema), read: figures, figures, titles: [], passedOver: [] });
  const files = await tx.find(StatisticImport, { select: { id: true, fileName: true, sha256: true }, where: { id: In(editions.map(({ importId }) => importId)) } });
  const fileOf = new Map(files.map((file) => [file.id, file]));
  const nameOf = await staffNames(tx, editions.map(({ acceptedBy }) => acceptedBy));
  const told = editions.map((one) => {
    const { fileName, sha256 } = fileOf.get(one.importId)!;
    return { edition: one.edition, inForce: one.inForceKey !== null, reason: one.reason, schemaVersion: one.schemaVersion, fileName, sha256, acceptedBy: nameOf(one.acceptedBy), acceptedAt: one.acceptedAt, warnings: one.findings.length };
  });
  return {
    period,
    edition: told[editions.indexOf(shown)]!,
    periodBefore: facts.before?.period ?? null,
    figures: presentFigures(facts, figures, formerly),
    removed: removedFigures(facts, figures, formerly),
    findings: shown.findings,
    editions: told,
  };
}

/** The items as the edition knew them, and those that came later: the edition before or after may name them. */
async function widened(tx: EntityManager, schema: StatisticSchema['content']): Promise<StatisticSchema['content']> {
  const { content } = await schemaInForce(tx);
  const own = new Set(schema.items.map(({ code }) => code));
  return { ...schema, items: [...schema.items, ...content.items.filter(({ code }) => !own.has(code))] };
}

const courseMonths = 24;

/** 走势 of a figure over the published months up to `to`, or up to the newest one, each with the month a year before. @throws statistics.item_not_found */
export async function presentCourse(tx: EntityManager, { item, dimension, member, to }: { item: string; dimension?: string | undefined; member?: string | undefined; to?: string | undefined }) {
  const { content: schema } = await schemaInForce(tx);
  ensure(schema.items.some(({ code }) => code === item), 'statistics.item_not_found');
  const { name, unit, scope } = itemOf(schema, item);
  const [newest] = await tx.find(StatisticEdition, { select: { period: true }, where: { inForceKey: Not(IsNull()), period: Like('____-__') }, order: { period: 'DESC' }, take: 1 });
  const last = to ?? newest?.period;
  if (last === undefined || last.length !== 7) return { item, name, unit, months: [] };
  const months = monthsBefore(periodAfter(last), courseMonths);
  const place = { dimension: dimension ?? null, member: member ?? null };
  const published = await publishedOf(tx, [...new Set([...months.map(yearBefore), ...months])], place);
  const key = keyOf({ item, ...place });
  const valueIn = (period: string) => {
    const figure = published.get(period)?.figures.get(key);
    return figure && figure.scope === scope ? figure.value : null;
  };
  const told = months.map((period) => ({ period, value: valueIn(period), yearBefore: valueIn(yearBefore(period)) }));
  const first = told.findIndex(({ value }) => value !== null);
  return { item, name, unit, months: first < 0 ? [] : told.slice(first) };
}

/** 项目与栏目: what is in force, and what each version learnt. */
export async function presentSchemas(tx: EntityManager) {
  const schemas = await tx.find(StatisticSchema, { select: { version: true, changes: true, madeBy: true, madeAt: true }, order: { version: 'DESC' } });
  const { version, content } = await schemaInForce(tx);
  const nameOf = await staffNames(tx, schemas.map(({ madeBy }) => madeBy));
  return { version, content, versions: schemas.map(({ madeBy, ...one }) => ({ ...one, madeBy: madeBy && nameOf(madeBy) })) };
}
