import { type EntityManager, LessThanOrEqual } from 'typeorm';
import { DuesScheme } from './dues-scheme.entity';

/** 施行的会费标准 for the dues of a year; null where none has begun by then. */
export function duesSchemeFor(tx: EntityManager, year: number): Promise<DuesScheme | null> {
  return tx.findOne(DuesScheme, { where: { state: 'adopted', fromYear: LessThanOrEqual(year) }, order: { fromYear: 'DESC' } });
}

/** 已通过的会费标准, the first year's first. */
export function adoptedSchemes(tx: EntityManager): Promise<DuesScheme[]> {
  return tx.find(DuesScheme, { where: { state: 'adopted' }, order: { fromYear: 'ASC' } });
}
