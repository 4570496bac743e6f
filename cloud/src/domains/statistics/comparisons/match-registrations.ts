import type { EntityManager } from 'typeorm';

/** The longest window that the rules may have; what lies further apart never belongs together. */
export const longestWindow = 180;

/** The day in Shanghai on which the deal of this alias was completed. */
export const completedOn = (alias: string) => `DATE(DATE_ADD(${alias}.completed_at, INTERVAL 8 HOUR))`;

/** An office's list may leave out the sign of the province (B12345), or the plates. */
const platesAgree = "(r.plate IN ('', t.plate, SUBSTRING(t.plate, 2)))";
/** Which of two pairs is nearer: fewer days, then the same plate, then the later deal; all pairs stand in one order. */
const nearest = `gap, agree DESC, completed_at DESC, transaction_id, registration_id`;

const matchNearest = `
  UPDATE registrations r JOIN (
    SELECT registration_id, transaction_id, gap, agree,
      ROW_NUMBER() OVER (PARTITION BY registration_id ORDER BY ${nearest}) AS among_deals,
      ROW_NUMBER() OVER (PARTITION BY transaction_id ORDER BY ${nearest}) AS among_registrations
    FROM (
      SELECT r.id AS registration_id, t.id AS transaction_id, t.completed_at, DATEDIFF(r.registered_on, ${completedOn('t')}) AS gap, ${platesAgree} AS agree
      FROM registrations r JOIN transactions t ON t.vin = r.vin LEFT JOIN registrations taken ON taken.transaction_id = t.id
      WHERE r.transaction_id IS NULL AND t.completed_at IS NOT NULL AND taken.id IS NULL
    ) open WHERE gap BETWEEN 0 AND ${longestWindow}
  ) pair ON pair.registration_id = r.id AND pair.among_deals = 1 AND pair.among_registrations = 1
  SET r.transaction_id = pair.transaction_id, r.days = pair.gap, r.plates_agree = pair.agree`;

/**
 * 对应: gives each registration that has no deal the nearest completed deal of its VIN on or before its day, one to one: a pair that is the
 * nearest for both is taken first, until none is left. A pair with fewer days never depends on one with more, so that the window of the
 * rules is asked when reading, and a change of it needs no new matching.
 */
export async function matchRegistrations(tx: EntityManager): Promise<void> {
  let matched: number;
  do matched = ((await tx.query(matchNearest)) as { affectedRows: number }).affectedRows;
  while (matched > 0);
}

/**
 * Takes the deals away from all registrations whose VIN stands in a list, so that they are matched anew together with it. The order of the
 * join and its index are said: the list is a month, the registrations are all years, and a table that has just been filled has no figures
 * yet by which the database could tell (a month of 25,000 took nine minutes).
 */
export async function releaseVinsOf(tx: EntityManager, listId: string): Promise<void> {
  await tx.query(
    `UPDATE (SELECT DISTINCT vin FROM registrations WHERE list_id = ?) listed STRAIGHT_JOIN registrations r FORCE INDEX (registrations_vin) ON r.vin = listed.vin
     SET r.transaction_id = NULL, r.days = NULL, r.plates_agree = NULL WHERE r.transaction_id IS NOT NULL`,
    [listId],
  );
}

/** 对上: that the registration of this alias explains a deal by rules with this window; its value is `windowDays`. */
export const isMatched = (alias: string) => `(${alias}.days IS NOT NULL AND ${alias}.days <= ? AND ${alias}.plates_agree)`;
